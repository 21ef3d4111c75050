import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { FileStep, LineRange, PathEntry } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import { detectLayout } from './layouts/detect-layout.ts';
import type { MigrationFile, MigrationFolder } from './layouts/migration-layout.ts';
import { openMigrationFolder } from './layouts/open-migration-folder.ts';
import { refuseCodeMigrations } from './layouts/refuse-code-migrations.ts';
import { readScript } from './script/read-script.ts';
import { ScriptFailure } from './script/script-failure.ts';

/** The migrations of a directory, or of a file of which the config names the layout. */
export interface PlannedMigrations {
  /** What an empty database gets: from the last baseline on. */
  readonly steps: readonly FileStep[];
  readonly history: readonly FileStep[];
  /** A change replaces the file, rather than adding one. */
  readonly declarative: boolean | undefined;
}

/**
 * Reads the migrations of a place as its layout has them.
 * @param entry its path normalised
 * @throws ConfigError for an unknown layout, and for migrations written in code
 * @throws SchemaError for a file that its tool would refuse
 */
export async function planMigrations(
  tree: DataTree,
  { path, layout: name, placeholders }: PathEntry,
  key: string,
): Promise<PlannedMigrations> {
  const isFile = tree.contentId(path) !== undefined;
  const place = isFile ? { path: posix.dirname(path), onlyFile: posix.basename(path) } : { path };
  const folder = openMigrationFolder(tree, { ...place, placeholders });
  const layout = await detectLayout(folder, name, key);
  refuseCodeMigrations(folder, layout, key);
  const history: FileStep[] = [];
  for (const file of await layout.list(folder)) {
    const step = await toStep(tree, folder, file);
    if (step !== undefined) history.push(step);
  }
  const baseline = history.findLastIndex(({ role }) => role === 'baseline');
  const steps = history.filter(({ role }, at) => at >= baseline || role === 'repeatable');
  return { steps, history, declarative: layout.declarative };
}

/** Undefined for a migration of which no part holds a statement, such as one that is about to be written. */
async function toStep(
  tree: DataTree,
  folder: MigrationFolder,
  { file, parts, ...how }: MigrationFile,
): Promise<FileStep | undefined> {
  const path = posix.join(folder.path, file);
  const contentId = tree.contentId(path) ?? '';
  if (parts === undefined) return { kind: 'script', path, contentId, ...how };
  const lines = await folder.lines(file);
  const texts = parts.map((part) => textOf(lines, part));
  const filled = await Promise.all(texts.map(holdsStatement));
  const kept = parts.filter((_part, at) => filled[at]);
  if (kept.length === 0) return undefined;
  // Neither a down part nor a header makes it another migration, nor white space around it.
  const hash = createHash('sha256');
  for (const [at, text] of texts.entries()) if (filled[at]) hash.update(`${text.trim()}\0`);
  return { kind: 'script', path, contentId: hash.digest('hex'), parts: kept, ...how };
}

function textOf(lines: readonly string[], { first, last }: LineRange): string {
  return lines.slice(first - 1, last).join('\n');
}

async function holdsStatement(text: string): Promise<boolean> {
  const reader = readScript(
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
  try {
    return (await reader.next(true)) !== undefined;
  } catch (error) {
    // It holds something; what, is told when it is run.
    if (error instanceof ScriptFailure) return true;
    throw error;
  } finally {
    await reader.close();
  }
}
