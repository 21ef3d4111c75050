import { z } from 'zod';
import type { LineRange } from '../data-step.ts';
import { compareNames } from './compare-versions.ts';
import { layoutError, otherDatabase } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';

const JOURNAL = 'meta/_journal.json';
/** Of newer versions: a directory for each migration, with the schema as it is behind it. */
const SNAPSHOT = /^[^/]+\/snapshot\.json$/;
const BREAKPOINT = '--> statement-breakpoint';
const journalSchema = z.object({
  dialect: z.string().default('postgresql'),
  entries: z.array(z.object({ tag: z.string() })),
});

/** `drizzle-kit migrate`. */
export const drizzle: MigrationLayout = {
  name: 'drizzle',
  tool: 'Drizzle Kit',
  looksLike:
    '`<number>_<name>.sql` and `meta/_journal.json`, or `<timestamp>_<name>/migration.sql` and `snapshot.json`',
  order: 'that of the journal; by name of the directory where there is none',
  transactions: 'one for each migration',
  command: 'npx drizzle-kit migrate',
  detect: ({ files }) => files.includes(JOURNAL) || files.some((file) => SNAPSHOT.test(file)),
  async list(folder) {
    const migrations: MigrationFile[] = [];
    for (const file of await listScripts(folder)) {
      migrations.push({ file, transaction: 'whole-file', parts: cutAtBreakpoints(await folder.lines(file)) });
    }
    return migrations;
  },
};

async function listScripts(folder: MigrationFolder): Promise<readonly string[]> {
  const { files } = folder;
  if (!files.includes(JOURNAL)) {
    return files
      .filter((file) => SNAPSHOT.test(file))
      .map((file) => file.replace('snapshot.json', 'migration.sql'))
      .filter((file) => files.includes(file))
      .toSorted(compareNames);
  }
  const text = (await folder.lines(JOURNAL)).join('\n');
  const journal = journalSchema.safeParse(parseJson(text));
  if (!journal.success) {
    const hint = 'drizzle-kit writes it: { "entries": [{ "tag": "0000_name", … }] }.';
    throw layoutError(folder, JOURNAL, 1, 'not a journal of Drizzle Kit', hint);
  }
  if (journal.data.dialect !== 'postgresql') throw otherDatabase(folder, JOURNAL, 1, journal.data.dialect);
  return journal.data.entries.map(({ tag }) => {
    const file = `${tag}.sql`;
    if (files.includes(file)) return file;
    const line = text.split('\n').findIndex((one) => one.includes(`"${tag}"`)) + 1;
    throw layoutError(folder, JOURNAL, line, `there is no ${file}`, 'Add the file, or drop its entry.');
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A statement ends at a breakpoint, with or without a semicolon. The marker is a comment of the line that it ends. */
function cutAtBreakpoints(lines: readonly string[]): readonly LineRange[] {
  const ends = lines.flatMap((line, at) => (line.includes(BREAKPOINT) ? [at + 1] : []));
  const firsts = [1, ...ends.map((end) => end + 1)];
  return firsts
    .map((first, at) => ({ first, last: ends[at] ?? lines.length }))
    .filter(({ first, last }) => first <= last);
}
