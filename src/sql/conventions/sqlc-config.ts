import { parse } from 'yaml';
import { z } from 'zod';

/** One set of queries that sqlc is told of; paths and globs as the file has them, relative to its folder. */
export interface SqlcPackage {
  /** The database, as a reader knows it: `PostgreSQL`, `MySQL`, `SQLite`, or sqlc's own word for another. */
  readonly database: string;
  readonly queries: readonly string[];
  readonly schema: readonly string[];
}

/** Names of sqlc's config file. */
export const SQLC_FILES: readonly string[] = ['sqlc.yaml', 'sqlc.yml', 'sqlc.json'];

const DATABASES: Readonly<Record<string, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
};

const paths = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat());

const packageSchema = z.object({ engine: z.string().default('postgresql'), queries: paths, schema: paths });

/** `packages` is version 1, `sql` version 2. What is of no use here is passed over. */
const configSchema = z.object({
  packages: z.array(packageSchema).default([]),
  sql: z.array(packageSchema).default([]),
});

/** The sets of queries that a `sqlc.yaml` names; none when it is not a config of sqlc. Never throws. */
export function readSqlcConfig(text: string): readonly SqlcPackage[] {
  const config = configSchema.safeParse(parseYaml(text));
  if (!config.success) return [];
  return [...config.data.packages, ...config.data.sql].map(({ engine, queries, schema }) => ({
    database: DATABASES[engine.toLowerCase()] ?? engine,
    queries,
    schema,
  }));
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}
