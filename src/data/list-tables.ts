import type { DatabaseConnection } from './connect-database.ts';

/** A relation that holds rows, or whose partitions do. */
export interface TableState {
  /** Quoted and with its schema: `public.orders`. */
  readonly name: string;
  readonly kind: 'table' | 'partitioned table' | 'materialized view';
  /** Changes when the rows are written anew: TRUNCATE, REFRESH, ALTER TABLE. */
  readonly fileNode: string;
  /** Rows ever inserted, updated and deleted, by the server's statistics. */
  readonly writes: string;
  /** The partitioned tables above it, next first. */
  readonly ancestors: readonly string[];
}

const TABLES = `
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
         CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'materialized view' END AS kind,
         coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::text AS "fileNode",
         (coalesce(pg_catalog.pg_stat_get_tuples_inserted(c.oid), 0)
           + coalesce(pg_catalog.pg_stat_get_tuples_updated(c.oid), 0)
           + coalesce(pg_catalog.pg_stat_get_tuples_deleted(c.oid), 0))::text AS writes,
         ARRAY(SELECT pg_catalog.format('%I.%I', an.nspname, a.relname)
               FROM pg_catalog.pg_partition_ancestors(c.oid) WITH ORDINALITY p (relid, step)
               JOIN pg_catalog.pg_class a ON a.oid = p.relid
               JOIN pg_catalog.pg_namespace an ON an.oid = a.relnamespace
               WHERE p.relid <> c.oid::regclass ORDER BY p.step) AS ancestors
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1`;

/** Every table and materialized view of the database, sorted by name. */
export async function listTables({ client }: DatabaseConnection): Promise<readonly TableState[]> {
  return (await client.query<TableState>(TABLES)).rows;
}
