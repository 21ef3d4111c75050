import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FILE = join('dist', 'src', 'sysdb_migrations', 'internal', 'migrations.js');

/** Its migrations, in order, for the default schema, which its runner makes before them. */
export async function readDbosSchema(folder: string): Promise<string> {
  const module = (await import(pathToFileURL(join(folder, FILE)).href)) as {
    allMigrations: (schema: string) => readonly { readonly pg?: readonly string[] }[];
  };
  const statements = module.allMigrations('dbos').flatMap(({ pg = [] }) => pg);
  const made = [
    'CREATE SCHEMA IF NOT EXISTS "dbos"',
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    ...statements,
  ];
  return made.map((statement) => `${statement.trim().replace(/;$/, '')};\n`).join('');
}
