import type { ForeignKeyFacts, TableFacts } from '../catalog/table-facts.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { Problem } from './problem.ts';
import type { ForeignSource, Source } from './source.ts';
import type { TablePlan } from './table-plan.ts';

/** Where the values of each column come from, and what stands against it. */
export interface FoundSources {
  readonly sources: readonly Source[];
  readonly byColumn: ReadonlyMap<number, Source>;
  readonly problems: readonly Problem[];
}

/**
 * Gives every column a source. The foreign key of the most columns comes first: with (tenant_id, customer_id) the key of
 * tenant_id alone is fulfilled too.
 * @param targetOf the plan of a table, by its oid
 */
export function findSources(
  table: TableFacts,
  columns: ReadonlyMap<number, ColumnPlan>,
  targetOf: (oid: number) => TablePlan | undefined,
): FoundSources {
  const byColumn = new Map<number, Source>();
  const problems: Problem[] = [];
  const sources: Source[] = [];
  const keys = table.foreignKeys.toSorted(
    (a, b) => b.columns.length - a.columns.length || (a.name < b.name ? -1 : 1),
  );
  for (const key of keys) {
    const own = key.columns.filter((number) => !byColumn.has(number));
    const given = own.filter((number) => columns.get(number)?.options.expression === undefined);
    const shared = key.columns.filter((number) => byColumn.has(number));
    const target = targetOf(key.target);
    if (given.length === 0) {
      if (own.length === 0 && !isImplied(key, byColumn)) problems.push(notImplied(table, key));
      continue;
    }
    if (target === undefined) {
      problems.push({
        table: table.name,
        constraint: key.name,
        reason: `refers to ${key.targetName}, which can't be filled`,
        advice: 'give its columns an `expression`',
      });
      continue;
    }
    const source = foreignSource(key, given, shared, columns, target, target.facts.oid === table.oid);
    sources.push(source);
    for (const number of given) byColumn.set(number, source);
  }
  for (const [number, plan] of columns) {
    if (byColumn.has(number)) continue;
    const source: Source = { kind: 'column', columns: [number], plan };
    sources.push(source);
    byColumn.set(number, source);
  }
  return { sources, byColumn, problems };
}

function foreignSource(
  key: ForeignKeyFacts,
  own: readonly number[],
  shared: readonly number[],
  columns: ReadonlyMap<number, ColumnPlan>,
  target: TablePlan,
  isSelf: boolean,
): ForeignSource {
  const plans = own.flatMap((number) => columns.get(number) ?? []);
  return {
    kind: 'foreign',
    key,
    columns: own,
    shared,
    target,
    isSelf,
    options: Object.assign({}, ...plans.map(({ options }) => options)),
    nulls: Math.max(0, ...plans.map(({ nulls }) => nulls)),
  };
}

/** Whether the rows that another source takes its values from fulfil this key too. */
function isImplied(key: ForeignKeyFacts, byColumn: ReadonlyMap<number, Source>): boolean {
  const sources = new Set(key.columns.map((number) => byColumn.get(number)));
  const [source] = sources;
  if (sources.size !== 1 || source?.kind !== 'foreign') return false;
  const place = (number: number) => source.key.targetColumns[source.key.columns.indexOf(number)] ?? 0;
  const there = key.columns.map(place);
  if (source.key.target === key.target && there.every((number, at) => number === key.targetColumns[at]))
    return true;
  // The referenced table has the same key on the columns that the values come from.
  return source.target.facts.foreignKeys.some(
    (other) =>
      other.target === key.target &&
      there.every((number, at) => other.targetColumns[other.columns.indexOf(number)] === key.targetColumns[at]),
  );
}

function notImplied(table: TableFacts, { name, columns, targetName }: ForeignKeyFacts): Problem {
  const named = table.columns.filter(({ number }) => columns.includes(number)).map((column) => column.name);
  return {
    table: table.name,
    column: named[0],
    constraint: name,
    reason: `another foreign key gives ${named.join(', ')} its values, which need not be in ${targetName}`,
    advice: 'give the column an `expression`, or fill the tables by a script',
  };
}
