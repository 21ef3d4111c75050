import type { RangeVar } from '@pgsql/types';
import { toArrayText } from '../../../sql/parameters/literals.ts';
import type { ParameterUse } from '../../../sql/parameters/parameter-use.ts';
import { nameOf } from '../../../sql/parameters/syntax.ts';
import type { Pick, Value } from '../pick-values.ts';
import type { ParameterType } from '../probe/parameter-types.ts';
import type { Prober } from '../probe/run-probe.ts';
import { type FreshColumn, findFresh } from './find-fresh.ts';
import { readStoredFacts, type StoredFacts } from './read-stored-facts.ts';

/** Rows that an INSERT from arrays adds. */
const ROWS_OF_ARRAYS = 10;

/** What a statement stores in one column. */
export interface StoredColumn {
  readonly use: ParameterUse;
  readonly type: ParameterType;
  /** Of a row that is there; undefined where the table has none. */
  readonly existing: Value | undefined;
  readonly hasNull: boolean;
}

/**
 * Chooses what is stored: the values of a row that is there, since it meets every constraint, but new ones in a column of
 * each unique index. Of an empty table only what refers to other tables, labels of an enum and booleans can be chosen. A
 * parameter without a value is left out.
 */
export async function chooseStored(
  prober: Prober,
  relation: RangeVar,
  stored: readonly StoredColumn[],
): Promise<ReadonlyMap<number, Pick>> {
  const facts = await readStoredFacts(prober, relation);
  if (!facts) return new Map();
  const columns = await Promise.all(
    // A column that holds nothing but NULL takes that, where nothing better is known.
    stored.map(async (one) => ({
      ...one,
      existing: one.existing ?? (await substitute(prober, facts, one)) ?? one.existing,
    })),
  );
  const changed = chooseChanged(facts, columns);
  const picks = new Map<number, Pick>();
  for (const column of columns) {
    const { use, existing, hasNull, type } = column;
    if (existing === undefined) continue;
    const index = changed.get(column);
    const rows = use.isList ? ROWS_OF_ARRAYS : 1;
    const values: Value[] = [];
    for (let row = 0; row < rows; row += 1) {
      const others = columns.filter((other) => index?.includes(columnName(other.use)) && other !== column);
      const fresh = index
        ? await findFresh(
            prober,
            facts,
            toFresh(column, type),
            others.map((other) => toFresh(other, other.type)),
            (use.scope.insert?.row ?? 0) + row,
          )
        : existing;
      values.push(fresh);
    }
    const isUpsert = use.scope.insert?.isUpsert ?? false;
    const typical = use.isList ? toArrayText(values) : (values[0] ?? null);
    const same = use.isList ? toArrayText(Array(rows).fill(existing)) : existing;
    if (isUpsert && !use.isList) picks.set(use.position, { typical, other: same });
    else if (hasNull && !use.isList) picks.set(use.position, { typical, other: null });
    else picks.set(use.position, { typical });
  }
  return picks;
}

/** One column of each unique index whose columns are all given, with the index's columns: the one that is best changed. */
function chooseChanged(
  facts: StoredFacts,
  columns: readonly StoredColumn[],
): ReadonlyMap<StoredColumn, readonly string[]> {
  const [first] = columns;
  const given = new Set([
    ...columns.map(({ use }) => columnName(use)),
    ...(first?.use.scope.insert?.columns ?? []),
  ]);
  const changed = new Map<StoredColumn, readonly string[]>();
  for (const index of facts.unique) {
    // A column that is not given takes its default, a new number of a sequence for one.
    if (!index.every((name) => given.has(name))) continue;
    const candidates = columns.filter(
      ({ use, existing }) => existing !== null && index.includes(columnName(use)),
    );
    if (candidates.some((candidate) => changed.has(candidate))) continue;
    const rank = ({ use, type }: StoredColumn) =>
      (facts.references.has(columnName(use)) ? 10 : 0) + (('NSUD'.indexOf(type.category) + 5) % 5);
    const [best] = candidates.toSorted((a, b) => rank(a) - rank(b) || a.use.position - b.use.position);
    if (best) changed.set(best, index);
  }
  return changed;
}

/** A value for a column of a table without rows. */
async function substitute(
  prober: Prober,
  { references }: StoredFacts,
  { use, type }: StoredColumn,
): Promise<Value | undefined> {
  const reference = references.get(columnName(use));
  if (reference) {
    const { table, column } = reference;
    const answer = await prober.askIfCheap(
      `SELECT ${column}::text AS value FROM ${table} ORDER BY ${column} LIMIT 1`,
    );
    const row = answer.kind === 'answered' ? answer.rows[0] : undefined;
    return row ? (row['value'] as Value) : undefined;
  }
  return type.category === 'B' ? 'true' : type.labels[0];
}

function toFresh({ use, existing }: StoredColumn, type: ParameterType): FreshColumn {
  return { name: columnName(use), type, value: existing ?? null, isList: use.isList };
}

/** Name of the column that a use stores into. */
function columnName({ value }: ParameterUse): string {
  return value && 'ColumnRef' in value ? nameOf(value.ColumnRef.fields?.at(-1)) : '';
}
