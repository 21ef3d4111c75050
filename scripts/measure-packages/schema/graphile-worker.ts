import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What its runner makes before the migrations, and a role that passes row-level security by, as the tables' owner does. */
const BEFORE = `CREATE ROLE worker BYPASSRLS;
CREATE SCHEMA graphile_worker;
GRANT USAGE ON SCHEMA graphile_worker TO worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA graphile_worker GRANT ALL ON TABLES TO worker;
CREATE TABLE graphile_worker.migrations (
  id int PRIMARY KEY, ts timestamptz DEFAULT now() NOT NULL, breaking boolean NOT NULL DEFAULT false
);
`;

/** Its SQL migrations, each in a transaction as the library runs them, with its default schema in place. */
export async function readGraphileWorkerSchema(folder: string): Promise<string> {
  const names = (await readdir(join(folder, 'sql'))).filter((name) => name.endsWith('.sql')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'sql', name), 'utf8')));
  const migrations = texts.map(
    (text) => `BEGIN;\n${text.replaceAll(':GRAPHILE_WORKER_SCHEMA', 'graphile_worker')}\nCOMMIT;\n`,
  );
  return [BEFORE, ...migrations].join('');
}
