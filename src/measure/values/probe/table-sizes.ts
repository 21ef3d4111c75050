import type { RangeVar } from '@pgsql/types';
import type { Prober } from './run-probe.ts';

/** A table that can be read in part. */
export interface TableSize {
  readonly blocks: number;
  /** By the last VACUUM or ANALYZE. */
  readonly rows: number;
}

/** Sizes of tables, partitions included, by name as the session sees it; views and what is not there are left out. */
export async function readTableSizes(
  prober: Prober,
  relations: readonly RangeVar[],
): Promise<ReadonlyMap<RangeVar, TableSize>> {
  const names = [...new Set(relations.map(quoteName))].sort();
  if (names.length === 0) return new Map();
  const answer = await prober.ask(SIZES, [names]);
  if (answer.kind === 'refused') return new Map();
  const sizes = new Map(
    answer.rows.map(({ name, blocks, rows }) => [String(name), { blocks: Number(blocks), rows: Number(rows) }]),
  );
  return new Map(
    relations.flatMap((relation) => {
      const size = sizes.get(quoteName(relation));
      return size ? [[relation, size] as const] : [];
    }),
  );
}

const SIZES = `SELECT wanted.name, sum(pg_catalog.pg_relation_size(part.oid)) / 8192 AS blocks,
  sum(greatest(part.reltuples, 0)) AS rows
FROM unnest($1::text[]) AS wanted (name)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(wanted.name) AND c.relkind IN ('r', 'p', 'm')
CROSS JOIN LATERAL (SELECT c.oid UNION SELECT relid FROM pg_catalog.pg_partition_tree(c.oid)) AS leaf (oid)
JOIN pg_catalog.pg_class AS part ON part.oid = leaf.oid
GROUP BY wanted.name`;

/** A relation's name as it stands in a query, with every part quoted. */
export function quoteName({ schemaname, relname }: RangeVar): string {
  return [schemaname, relname]
    .filter((part) => part !== undefined)
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
