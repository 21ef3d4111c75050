import { loadParser } from '../sql/parser.ts';
import type { Statement } from '../sql/statement.ts';
import { decodeQueryFile, refuseSize } from './decode-query-file.ts';
import { DialectNamer } from './dialect-namer.ts';
import { sources } from './index.ts';
import { type Globs, matchGlobs } from './match-globs.ts';
import type { FileStatements, Fragments, Source, SourceContext, SourceTree } from './source.ts';

/** A file that was not read, and why; never counted as passed. */
export interface SkippedFile {
  readonly file: string;
  readonly side: 'base' | 'head';
  readonly reason: string;
}

/** The statements of both sides. An unchanged file is read once: both sides then hold the same objects. */
export interface ReadSources {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  readonly skipped: readonly SkippedFile[];
  /** Files that were read and split; one that is equal on both sides counts once. */
  readonly filesRead: number;
}

/**
 * Reads every query file of the two sides that the globs let through. Nothing that a file holds stops it. `fragments`
 * are the texts that the config gives for what programs put into their SQL.
 */
export async function readSources(
  base: SourceTree,
  head: SourceTree,
  globs: Globs,
  fragments: Fragments = {},
): Promise<ReadSources> {
  const isWanted = matchGlobs(globs);
  const namer = new DialectNamer();
  const shared = new Map<string, FileStatements>();
  const result = {
    base: [] as Statement[],
    head: [] as Statement[],
    skipped: [] as SkippedFile[],
    filesRead: 0,
  };
  for (const [side, tree] of [['base', base] as const, ['head', head] as const]) {
    for (const file of tree.files()) {
      const source: Source | undefined = isWanted(file) ? sources.find((s) => s.matches(file)) : undefined;
      if (source === undefined) continue;
      const id = tree.contentId(file);
      const known = side === 'head' && id === base.contentId(file) ? shared.get(file) : undefined;
      const isSame = known !== undefined && hasSameDependencies(known, base, head);
      const read = isSame ? known : await readFile(file, source, namer, { tree, fragments });
      if (!isSame && 'statements' in read) result.filesRead++;
      shared.set(file, read);
      if ('statements' in read) for (const statement of read.statements) result[side].push(statement);
      // A file that is skipped alike on both sides is named once, for head.
      else if (side === 'head' || id !== head.contentId(file)) result.skipped.push({ file, side, ...read });
    }
  }
  return result;
}

/** Whether what a file's statements are made of, beside the file itself, is equal on both sides. */
function hasSameDependencies(read: FileStatements, base: SourceTree, head: SourceTree): boolean {
  if ('reason' in read) return true;
  return (read.dependsOn ?? []).every((path) => base.contentId(path) === head.contentId(path));
}

async function readFile(
  file: string,
  source: Source,
  namer: DialectNamer,
  context: SourceContext,
): Promise<FileStatements> {
  const tooLarge = refuseSize(await context.tree.size(file));
  if (tooLarge !== null) return { reason: tooLarge };
  const decoded = decodeQueryFile(await context.tree.read(file));
  if ('reason' in decoded) return decoded;
  // Replaces the parser that a statement of the file before may have ruined.
  await loadParser();
  const read = await source.readStatements(file, decoded.text, context);
  if ('reason' in read) return read;
  return { ...read, statements: await namer.nameDialects(read.statements) };
}
