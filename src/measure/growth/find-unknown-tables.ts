import type { MeasuringSession } from '../measuring-session.ts';

/** Tables and partitioned tables, not partitions: by name within the schema `public`, and by schema and name. */
const TABLES = `
  SELECT n.nspname AS schema, c.relname AS relation
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Those of `names` (`orders`, `shop.orders`) that name no table of the session's database. */
export async function findUnknownTables(
  session: MeasuringSession,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const { rows } = await session.query(TABLES);
  const known = new Set(
    rows.flatMap(({ schema, relation }) => [
      `${schema}.${relation}`,
      ...(schema === 'public' ? [String(relation)] : []),
    ]),
  );
  return names.filter((name) => !known.has(name));
}
