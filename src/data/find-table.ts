import type { DatabaseConnection } from './connect-database.ts';

/** A table and the columns that can be filled. */
export interface TableColumns {
  /** Quoted and with its schema, as SQL takes it. */
  readonly name: string;
  /** Unquoted. */
  readonly columns: readonly string[];
}

const FIND = `
  SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v')
    AND CASE WHEN pg_catalog.cardinality($1::text[]) > 1
             THEN n.nspname = $1[1] AND c.relname = $1[2]
             ELSE c.relname = $1[1] AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' END
  ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, n.nspname
  LIMIT 1`;

const COLUMNS = `
  SELECT attname AS name FROM pg_catalog.pg_attribute
  WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  ORDER BY attnum`;

const TABLES = `
  SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1 LIMIT 50`;

/** The table that `name` or `schema.name` means; when there is none, the tables that there are (50 at most). */
export async function findTable(
  { client }: DatabaseConnection,
  name: string,
): Promise<TableColumns | { readonly tables: readonly string[] }> {
  const dot = name.indexOf('.');
  const parts = dot < 0 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
  // As an unquoted identifier would be read, if there is none of exactly this name.
  for (const wanted of [parts, parts.map((part) => part.toLowerCase())]) {
    const { rows } = await client.query<{ oid: number; name: string }>(FIND, [wanted]);
    const table = rows[0];
    if (table === undefined) continue;
    const columns = await client.query<{ name: string }>(COLUMNS, [table.oid]);
    return { name: table.name, columns: columns.rows.map((column) => column.name) };
  }
  const { rows } = await client.query<{ name: string }>(TABLES);
  return { tables: rows.map((row) => row.name) };
}
