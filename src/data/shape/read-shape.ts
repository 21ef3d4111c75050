import { ConfigError } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import { OWN_SCHEMA } from '../catalog/sql-parts.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { ColumnShape, DatabaseShape, TableShape } from './database-shape.ts';

/** Which tables are read, and of which columns the values. */
export interface ShapeWish {
  readonly isWanted: (table: string) => boolean;
  /** `schema.table.column`. */
  readonly values: readonly string[];
}

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS table, c.relkind = 'p' AS partitioned,
         CASE WHEN c.relkind = 'r' THEN nullif(c.reltuples, -1)::float8
              ELSE (SELECT pg_catalog.sum(nullif(l.reltuples, -1))::float8
                    FROM pg_catalog.pg_partition_tree(c.oid) p JOIN pg_catalog.pg_class l ON l.oid = p.relid
                    WHERE p.isleaf AND p.relid <> c.oid) END AS rows
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${OWN_SCHEMA}
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

/** Neither most_common_vals nor histogram_bounds nor anything else that holds a value leaves the server here. */
const COLUMNS = `
  SELECT s.schemaname AS schema, s.tablename AS table, s.attname AS name, s.null_frac::float8 AS "nullFrac",
         s.n_distinct::float8 AS "nDistinct", s.correlation::float8 AS correlation, s.avg_width AS "avgWidth",
         coalesce(s.most_common_freqs, '{}')::float8[] AS "mostCommonFreqs", s.inherited,
         t.typlen::int AS "typeLength", t.typcategory AS "typeCategory", t.typname AS "typeName",
         CASE WHEN t.typcategory = 'A' THEN e.typlen::int END AS "elementLength"
  FROM pg_catalog.pg_stats s
  JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
  WHERE ${OWN_SCHEMA} AND a.attgenerated = ''
  ORDER BY a.attnum`;

const VALUES = `
  SELECT s.most_common_vals::text::text[] AS values FROM pg_catalog.pg_stats s
  WHERE s.schemaname = $1 AND s.tablename = $2 AND s.attname = $3 AND s.most_common_vals IS NOT NULL
  ORDER BY s.inherited DESC LIMIT 1`;

interface ColumnRow extends Omit<ColumnShape, 'mostCommonVals'> {
  readonly schema: string;
  readonly table: string;
  readonly inherited: boolean;
}

/**
 * Reads the figures of every wanted table. Values are read of the named columns alone.
 * @throws ConfigError for a named column that is not there
 */
export async function readShape(
  client: QueryConnection,
  { isWanted, values }: ShapeWish,
): Promise<DatabaseShape> {
  const { rows: tables } = await client.query<Omit<TableShape, 'columns'> & { readonly partitioned: boolean }>(
    TABLES,
  );
  const { rows: columns } = await client.query<ColumnRow>(COLUMNS);
  const wanted = tables.filter(({ schema, table }) => isWanted(`${schema}.${table}`));
  const found: TableShape[] = [];
  const unknown: { name: string; reason: string }[] = [];
  const named = new Set(values);
  const known: string[] = [];
  for (const { schema, table, rows, partitioned } of wanted) {
    const own = columns.filter(
      (row) => row.schema === schema && row.table === table && row.inherited === partitioned,
    );
    const shaped: ColumnShape[] = [];
    for (const row of own) {
      const name = `${schema}.${table}.${row.name}`;
      known.push(name);
      shaped.push({
        ...row,
        mostCommonVals: named.delete(name) ? await readValues(client, [schema, table, row.name]) : null,
      });
    }
    if (own.length === 0 && rows !== 0) {
      unknown.push({
        name: `${schema}.${table}`,
        reason: 'no statistics: never analyzed, empty, or not readable by this role',
      });
    }
    found.push({ schema, table, rows, columns: shaped });
  }
  const [missing] = named;
  if (missing !== undefined) {
    const near = nearestName(missing, known);
    throw new ConfigError(
      `--values ${missing}: no statistics of such a column${near === undefined ? '' : `; did you mean ${near}?`}`,
      {
        code: 'usage',
        hint: 'Write schema.table.column, of a table that is read and was analyzed.',
      },
    );
  }
  return { tables: found, unknown };
}

async function readValues(
  client: QueryConnection,
  column: readonly string[],
): Promise<readonly string[] | null> {
  const { rows } = await client.query<{ values: string[] }>({ text: VALUES, values: column });
  return rows[0]?.values ?? null;
}
