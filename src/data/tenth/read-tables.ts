import type { DatabaseConnection } from '../connect-database.ts';
import type { SampledTable, UnitForeignKey } from './sampled-table.ts';

const PROJECT = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** SQL: quoted names of attributes by their numbers, in order. */
const columnNames = (numbers: string, relation: string) => `
  ARRAY(SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS u (attnum, position)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.attnum ORDER BY u.position)`;

const TABLES = `
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
         n.nspname || '.' || c.relname AS "scannedAs", pg_catalog.format('%I.%I', un.nspname, u.relname) AS unit,
         CASE un.nspname WHEN 'public' THEN '' ELSE un.nspname || '.' END || u.relname AS "unitShown",
         greatest(c.reltuples, 0)::float8 AS rows,
         coalesce((SELECT ${columnNames('i.indkey::int2[]', 'c.oid')} FROM pg_catalog.pg_index i
                   WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key,
         ARRAY(SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
               ORDER BY a.attnum) AS columns
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class u ON u.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
  JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${PROJECT}
  ORDER BY 1`;

/** Keys that a partition has from its parent are the parent's. */
const FOREIGN_KEYS = `
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS from, pg_catalog.format('%I.%I', fn.nspname, f.relname) AS to,
         ${columnNames('k.conkey', 'k.conrelid')} AS "fromColumns",
         ${columnNames('k.confkey', 'k.confrelid')} AS "toColumns"
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = coalesce(pg_catalog.pg_partition_root(k.conrelid), k.conrelid)
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class f ON f.oid = coalesce(pg_catalog.pg_partition_root(k.confrelid), k.confrelid)
  JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
  WHERE k.contype = 'f' AND k.conparentid = 0
  ORDER BY 1, 2, k.conname`;

/** The tables of a database that VACUUM has just counted, and the foreign keys among them. */
export async function readTables({ client }: DatabaseConnection): Promise<{
  readonly tables: readonly SampledTable[];
  readonly foreignKeys: readonly UnitForeignKey[];
}> {
  const tables = await client.query<SampledTable>(TABLES);
  const foreignKeys = await client.query<UnitForeignKey>(FOREIGN_KEYS);
  return { tables: tables.rows, foreignKeys: foreignKeys.rows };
}
