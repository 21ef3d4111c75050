import { parseSql } from '../../../sql/parser.ts';
import type { QueryConnection } from '../../query-connection.ts';
import type { ColumnFacts, TableFacts } from '../catalog/table-facts.ts';
import type { TypeFacts } from '../catalog/type-facts.ts';
import type { Condition } from '../checks/condition.ts';
import { intersectSegments, type Limits } from '../checks/limits.ts';
import { readConditions } from '../checks/read-condition.ts';
import { columnsIn } from '../checks/read-node.ts';
import type { ColumnOptions } from '../generate-options.ts';
import { valueKindOf } from '../values/index.ts';
import type { TextStyle } from '../values/text-style.ts';
import type { ColumnPlan } from './column-plan.ts';
import { baseOf, narrowLimits, toPosition } from './read-limits.ts';
import type { PartitionLimits } from './read-partition-limits.ts';

/** Share of rows without a value in a column that may be empty and says nothing. */
const USUAL_NULLS = 0.1;

/** What planning a column takes. */
export interface ColumnInput {
  readonly client: QueryConnection;
  readonly table: TableFacts;
  readonly column: ColumnFacts;
  readonly options: ColumnOptions;
  /** Of all CHECKs of the table. */
  readonly conditions: readonly Condition[];
  readonly partitions: PartitionLimits;
  readonly style: TextStyle;
  readonly seed: number;
}

/** How the values of a column are made by its type. */
export async function planColumn(input: ColumnInput): Promise<ColumnPlan> {
  const { client, table, column, options, conditions, partitions, style, seed } = input;
  const purpose = [seed, table.schema, table.table, column.name];
  const about = conditions.filter((condition) => 'column' in condition && condition.column === column.name);
  const partition = partitions.byColumn.get(column.number);
  const limits = await narrowByOptions(
    client,
    column,
    options,
    await readLimits(client, column, about, partition),
  );
  const kind =
    options.expression === undefined
      ? valueKindOf(column.type, {
          limits,
          length: options.length,
          style,
          stretch: partition !== undefined || options.to !== undefined,
          ordered: Math.abs(options.correlation ?? 0) > 0.5,
          sequence: column.sequence,
          purpose,
        })
      : undefined;
  const always =
    column.notNull ||
    refusesNull(column.type) ||
    collidesWhenNull(table, column) ||
    about.some((condition) => condition.kind === 'not-null') ||
    partition !== undefined;
  const never = about.some((condition) => condition.kind === 'null');
  const usual = column.defaultSql === null ? USUAL_NULLS : 0;
  const nulls = never ? 1 : always || column.sequence !== null ? 0 : (options.nulls ?? usual);
  const order = conditions.find((condition) => condition.kind === 'order' && condition.upper === column.name);
  const lower = order?.kind === 'order' ? order.lower : undefined;
  const above = partition === undefined ? table.columns.find(({ name }) => name === lower)?.number : undefined;
  return { facts: column, options, limits, kind, style, nulls, purpose, above };
}

/** Two NULLs are equal to NULLS NOT DISTINCT, and to an expression that makes a value of them. */
function collidesWhenNull({ uniques }: TableFacts, { number, name }: ColumnFacts): boolean {
  return uniques.some(
    ({ keys, nullsNotDistinct }) =>
      (nullsNotDistinct && keys.includes(number)) ||
      keys.some((key) => {
        const parsed = typeof key === 'string' ? parseSql(`SELECT ${key}`) : undefined;
        return parsed?.ok && columnsIn(parsed.value).has(name);
      }),
  );
}

function refusesNull(type: TypeFacts): boolean {
  return type.kind === 'domain' && (type.notNull || (type.inner !== null && refusesNull(type.inner)));
}

async function readLimits(
  client: QueryConnection,
  column: ColumnFacts,
  conditions: readonly Condition[],
  partition: Partial<Limits> | undefined,
): Promise<Limits> {
  let limits = await narrowLimits(client, column, conditions);
  for (let type = column.type; type.kind === 'domain' && type.inner !== null; type = type.inner) {
    const own = type.checks.flatMap(({ condition }) => readConditions(condition));
    limits = await narrowLimits(client, { name: 'value', type }, own, limits);
  }
  if (partition?.values !== undefined) {
    const { values } = partition;
    return { ...limits, values: limits.values?.filter((value) => values.includes(value)) ?? values };
  }
  return partition?.segments === undefined
    ? limits
    : { ...limits, segments: intersectSegments(limits.segments, partition.segments) };
}

async function narrowByOptions(
  client: QueryConnection,
  { type }: ColumnFacts,
  { from, to }: ColumnOptions,
  limits: Limits,
): Promise<Limits> {
  const position = async (value: string | number | undefined, open: number) =>
    value === undefined ? open : ((await toPosition(client, baseOf(type), String(value))) ?? open);
  const own = {
    from: await position(from, Number.NEGATIVE_INFINITY),
    to: await position(to, Number.POSITIVE_INFINITY),
  };
  return { ...limits, segments: intersectSegments(limits.segments, [own]) };
}
