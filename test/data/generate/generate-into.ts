import { connectDatabase } from '../../../src/data/connect-database.ts';
import type { DatabaseServer } from '../../../src/data/database-server.ts';
import type { GenerateOptions } from '../../../src/data/generate/generate-options.ts';
import { generateRows } from '../../../src/data/generate/generate-rows.ts';
import { recordProgress } from '../record-progress.ts';

/** Generates rows in a database, with defaults for what is not said; returns what was said to the user. */
export async function generateInto(
  server: DatabaseServer,
  database: string,
  options: Partial<GenerateOptions> = {},
): Promise<readonly string[]> {
  await using connection = await connectDatabase(server, database);
  const progress = recordProgress();
  const { versionNumber } = server;
  const run = { versionNumber, key: 'seed[0].generate', side: 'head', progress } as const;
  await generateRows(connection.client, { seed: 1, rows: 1000, scale: 1, tables: {}, ...options }, run);
  return progress.lines;
}

/** SQL that gives one checksum of every row of every table, in the order of the rows on disk. */
export const CHECKSUM = `
  SELECT c.oid::regclass::text AS name, (xpath('/row/sum/text()', query_to_xml(format(
    'SELECT md5(string_agg(t::text, chr(10) ORDER BY t.tableoid::regclass::text, t.ctid)) AS sum FROM %s t', c.oid::regclass),
    true, true, '')))[1]::text AS sum
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
  ORDER BY 1`;
