import type { UniqueFacts } from '../catalog/table-facts.ts';
import type { Condition } from '../checks/condition.ts';
import { readConditions } from '../checks/read-condition.ts';
import type { ColumnSource, ForeignSource, Guard, Role, Source } from './source.ts';

/** Largest share of the rows that a partial index holds: the others are what it is there to leave out. */
const MOST_IN_INDEX = 0.5;

/**
 * Roles for `UNIQUE (customer_id) WHERE is_default`: the first rows are in the index, each of another customer, and the
 * others are not. Undefined where the index is not of that kind.
 */
export function planPartial(
  unique: UniqueFacts,
  members: readonly Source[],
  sources: readonly Source[],
  roles: ReadonlyMap<Source, Role>,
  rows: number,
): ReadonlyMap<Source, Role> | undefined {
  const [member, ...others] = members;
  if (unique.predicate === null || member?.kind !== 'foreign' || others.length > 0) return undefined;
  if (member.isSelf || member.shared.length > 0 || roles.has(member)) return undefined;
  for (const condition of readConditions(unique.predicate)) {
    const guarded = sources.find(
      (source): source is ColumnSource =>
        source.kind === 'column' && 'column' in condition && source.plan.facts.name === condition.column,
    );
    const guard = guarded && !roles.has(guarded) ? guardOf(condition, guarded) : undefined;
    if (guarded === undefined || guard === undefined) continue;
    const first = Math.max(1, Math.min(countOf(member), Math.floor(rows * MOST_IN_INDEX)));
    return new Map<Source, Role>([
      [member, { kind: 'first', count: first }],
      [guarded, { kind: 'guard', count: first, guard }],
    ]);
  }
  return undefined;
}

function countOf({ target }: ForeignSource): number {
  return target.rows;
}

/** Undefined where the column can't be both. */
function guardOf(condition: Condition, { plan }: ColumnSource): Guard | undefined {
  const { facts, options } = plan;
  if (options.expression !== undefined) return undefined;
  if (condition.kind === 'null') return facts.notNull ? undefined : { kind: 'null' };
  if (condition.kind === 'not-null') return facts.notNull ? undefined : { kind: 'not-null' };
  const value =
    condition.kind === 'in' && condition.values.length === 1
      ? condition.values[0]
      : condition.kind === 'compare' && condition.operator === '='
        ? condition.value
        : undefined;
  return value === undefined ? undefined : { kind: 'value', value };
}
