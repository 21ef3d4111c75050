import { parseSql } from '../../../sql/parser.ts';
import type { QueryConnection } from '../../query-connection.ts';
import type { ColumnFacts, TableFacts } from '../catalog/table-facts.ts';
import type { Limits, Segment } from '../checks/limits.ts';
import { constantOf, type Node } from '../checks/read-node.ts';
import type { Problem } from './problem.ts';
import { toPosition, unitOf } from './read-limits.ts';

interface BoundSpec {
  readonly is_default?: boolean;
  readonly listdatums?: readonly Node[];
  readonly lowerdatums?: readonly Node[];
  readonly upperdatums?: readonly Node[];
}

/** What a partitioned table's partitions leave to the columns of its key. */
export interface PartitionLimits {
  readonly byColumn: ReadonlyMap<number, Pick<Limits, 'segments'> | Pick<Limits, 'values'>>;
  readonly problems: readonly Problem[];
}

/**
 * The values for which there is a partition, by column. Each column is taken by itself: where partitions below one have
 * other bounds than those below another, only what all of them take is left.
 */
export async function readPartitionLimits(
  client: QueryConnection,
  table: TableFacts,
): Promise<PartitionLimits> {
  const byColumn = new Map<number, { segments?: readonly Segment[]; values?: readonly string[] }>();
  const problems: Problem[] = [];
  if (table.partitions.length === 0) return { byColumn: byColumn as never, problems };
  const depth = Math.max(...table.partitions.map(({ levels }) => levels.length));
  for (let at = 0; at < depth; at += 1) {
    const levels = table.partitions.flatMap(({ levels: all }) => all[at] ?? []);
    const strategy = levels[0]?.strategy;
    const [number, ...others] = levels[0]?.columns ?? [];
    if (strategy === undefined || strategy === 'hash') continue;
    const column = table.columns.find((candidate) => candidate.number === number);
    const bounds = levels.map(({ bound }) => readBound(bound));
    if (bounds.some((bound) => bound?.is_default)) continue;
    if (column === undefined || others.length > 0) {
      problems.push({
        table: table.name,
        column: column?.name,
        constraint: `partition key of ${table.name}`,
        reason:
          column === undefined
            ? 'is partitioned by an expression'
            : 'is partitioned by ranges of several columns',
        advice: 'add a DEFAULT partition, or give the columns of the key an `expression`',
      });
      continue;
    }
    if (strategy === 'list') {
      const values = bounds.flatMap((bound) => bound?.listdatums?.map(constantOf) ?? []);
      byColumn.set(column.number, { values: [...new Set(values.filter((value) => value !== undefined))] });
    } else byColumn.set(column.number, { segments: await readRanges(client, column, bounds) });
  }
  return { byColumn: byColumn as never, problems };
}

async function readRanges(
  client: QueryConnection,
  { type }: ColumnFacts,
  bounds: readonly (BoundSpec | undefined)[],
): Promise<readonly Segment[]> {
  const unit = unitOf(type);
  const end = async (datum: Node | undefined, open: number): Promise<number> => {
    const value = datum === undefined ? undefined : constantOf(datum);
    return value === undefined ? open : ((await toPosition(client, type, value)) ?? open);
  };
  const segments: Segment[] = [];
  for (const bound of bounds) {
    const from = await end(bound?.lowerdatums?.[0], Number.NEGATIVE_INFINITY);
    const to = (await end(bound?.upperdatums?.[0], Number.POSITIVE_INFINITY)) - unit;
    if (from <= to) segments.push({ from, to });
  }
  const merged: Segment[] = [];
  for (const segment of segments.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && segment.from <= last.to + unit)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, segment.to) };
    else merged.push(segment);
  }
  return merged;
}

/** A bound as `pg_get_expr` writes it, read by PostgreSQL's own parser. */
function readBound(bound: string): BoundSpec | undefined {
  const parsed = parseSql(`CREATE TABLE p PARTITION OF t ${bound}`);
  const statement = parsed.ok
    ? (parsed.value[0]?.['CreateStmt'] as { readonly partbound?: BoundSpec } | undefined)
    : undefined;
  return statement?.partbound;
}
