import { notOfExtension, OWN_SCHEMA } from '../../catalog/sql-parts.ts';
import type { QueryConnection } from '../../query-connection.ts';
import { readTypes } from './read-types.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

/** Tables of the project that rows can be written to. The parts of a partitioned table belong to it. */
const TABLES = `
  SELECT c.oid::int AS oid, n.nspname AS schema, c.relname AS table,
         pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
    AND ${OWN_SCHEMA} AND ${notOfExtension('pg_catalog.pg_class', 'c.oid')}
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

const COLUMNS = `
  SELECT a.attrelid::int AS table, a.attnum::int AS number, a.attname AS name, a.atttypid::int AS type,
         a.atttypmod AS modifier, a.attnotnull AS "notNull",
         CASE WHEN s.seqrelid IS NULL THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS "defaultSql",
         CASE WHEN s.seqrelid IS NOT NULL THEN pg_catalog.json_build_object(
           'name', s.seqrelid::regclass::text, 'start', s.seqstart, 'increment', s.seqincrement) END AS sequence
  FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN LATERAL (
    SELECT q.* FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence q
      ON q.seqrelid = CASE p.classid WHEN 'pg_catalog.pg_class'::regclass THEN p.objid ELSE p.refobjid END
    WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) AND (
      p.classid = 'pg_catalog.pg_class'::regclass AND p.refclassid = 'pg_catalog.pg_class'::regclass
        AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND a.attidentity <> ''
      -- A sequence that a default calls may belong to nobody.
      OR p.classid = 'pg_catalog.pg_attrdef'::regclass AND p.objid = d.oid
        AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.deptype = 'n')
    ORDER BY q.seqrelid LIMIT 1) s ON true
  WHERE a.attrelid = ANY ($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  ORDER BY a.attrelid, a.attnum`;

const uniquesSql = (versionNumber: number) => `
  SELECT i.indrelid::int AS table, coalesce(k.conname, x.relname) AS name,
         CASE WHEN i.indisprimary THEN 'primary key' WHEN k.contype = 'x' THEN 'exclusion' ELSE 'unique' END AS kind,
         (SELECT pg_catalog.json_agg(CASE WHEN i.indkey[p] > 0 THEN pg_catalog.to_json(i.indkey[p]::int)
                   ELSE pg_catalog.to_json(pg_catalog.pg_get_indexdef(i.indexrelid, p + 1, false)) END ORDER BY p)
          FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) p) AS keys,
         coalesce((SELECT pg_catalog.array_agg(o.oprname::text ORDER BY e.at)
                   FROM pg_catalog.unnest(k.conexclop) WITH ORDINALITY e (oid, at)
                   JOIN pg_catalog.pg_operator o ON o.oid = e.oid), '{}') AS operators,
         pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, NOT i.indimmediate AS deferrable,
         ${versionNumber >= 150_000 ? 'i.indnullsnotdistinct' : 'false'} AS "nullsNotDistinct"
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
    AND k.contype IN ('p', 'u', 'x')
  WHERE i.indrelid = ANY ($1) AND (i.indisunique OR k.contype = 'x')
  ORDER BY NOT i.indisprimary, 2`;

const CHECKS = `
  SELECT k.conrelid::int AS table, k.conname AS name, pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS condition,
         coalesce(k.conkey::int[], '{}') AS columns
  FROM pg_catalog.pg_constraint k WHERE k.conrelid = ANY ($1) AND k.contype = 'c' ORDER BY k.conname`;

const FOREIGN_KEYS = `
  SELECT k.conrelid::int AS owner, k.conname AS name, k.conrelid::regclass::text AS table, k.conkey::int[] AS columns,
         coalesce((SELECT relid::int FROM pg_catalog.pg_partition_ancestors(k.confrelid) WITH ORDINALITY p (relid, at)
                   ORDER BY at DESC LIMIT 1), k.confrelid::int) AS target,
         k.confrelid::regclass::text AS "targetName", k.confkey::int[] AS "targetColumns",
         pg_catalog.pg_get_constraintdef(k.oid) AS definition
  FROM pg_catalog.pg_constraint k
  WHERE k.conrelid = ANY ($1) AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conname`;

const PARTITIONS = `
  SELECT r.oid::int AS table, leaf.relid::regclass::text AS name,
         (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
            'strategy', CASE t.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END,
            'columns', t.partattrs::int2[], 'bound', pg_catalog.pg_get_expr(c.relpartbound, c.oid)) ORDER BY a.at DESC)
          FROM pg_catalog.pg_partition_ancestors(leaf.relid) WITH ORDINALITY a (relid, at)
          JOIN pg_catalog.pg_class c ON c.oid = a.relid AND c.relispartition
          JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
          JOIN pg_catalog.pg_partitioned_table t ON t.partrelid = h.inhparent) AS levels
  FROM pg_catalog.pg_class r, pg_catalog.pg_partition_tree(r.oid) leaf
  WHERE r.oid = ANY ($1) AND r.relkind = 'p' AND leaf.isleaf AND leaf.relid <> r.oid
  ORDER BY r.oid, leaf.relid::regclass::text COLLATE "C"`;

type OfTable<T> = T & { readonly table: number };

/** Reads every table of the project from the catalog. The search_path must be empty, so that names have their schema. */
export async function readTables(
  client: QueryConnection,
  versionNumber: number,
): Promise<readonly TableFacts[]> {
  const typeOf = await readTypes(client, versionNumber);
  const { rows: tables } = await client.query<Pick<TableFacts, 'oid' | 'schema' | 'table' | 'name'>>(TABLES);
  const oids = tables.map(({ oid }) => oid);
  const read = async <T extends object>(text: string) => (await client.query<T>({ text, values: [oids] })).rows;
  type ColumnRow = OfTable<Omit<ColumnFacts, 'type'> & { readonly type: number; readonly modifier: number }>;
  const columns = await read<ColumnRow>(COLUMNS);
  const uniques = await read<OfTable<TableFacts['uniques'][number]>>(uniquesSql(versionNumber));
  const checks = await read<OfTable<TableFacts['checks'][number]>>(CHECKS);
  const foreignKeys = await read<TableFacts['foreignKeys'][number] & { readonly owner: number }>(FOREIGN_KEYS);
  const partitions = await read<OfTable<TableFacts['partitions'][number]>>(PARTITIONS);
  const of = <T extends { readonly table: number }>(rows: readonly T[], oid: number) =>
    rows.filter(({ table }) => table === oid);
  return tables.map((table) => ({
    ...table,
    columns: of(columns, table.oid).map(({ type, modifier, ...column }) => ({
      ...column,
      type: typeOf(type, modifier),
    })),
    uniques: of(uniques, table.oid),
    checks: of(checks, table.oid),
    foreignKeys: foreignKeys.filter(({ owner }) => owner === table.oid),
    partitions: of(partitions, table.oid),
  }));
}
