import { makeLiteral } from '../../sql/parameters/literals.ts';
import type { ParameterUse, QueryScope } from '../../sql/parameters/parameter-use.ts';
import type { Node } from '../../sql/parameters/syntax.ts';
import { tablesOf } from '../../sql/parameters/write-rows.ts';
import { type Pick, pickValues, pickWithoutRows, type Value } from './pick-values.ts';
import type { ParameterPlaces } from './places/read-parameter-places.ts';
import { type Choices, readChoices } from './probe/read-choices.ts';
import { type ResolvedUse, resolveUses } from './probe/resolve-uses.ts';
import type { Prober } from './probe/run-probe.ts';
import { readTableSizes } from './probe/table-sizes.ts';
import { isUpdateList } from './probe/value-expression.ts';
import { describeMeeting } from './read-meetings.ts';
import { chooseStored } from './stored/choose-stored.ts';

/** What is chosen so far for one kind of key. */
export interface Lane {
  readonly name: 'typical' | 'heaviest' | 'rare';
  /** Literals of what is chosen already. */
  readonly bound: Map<number, Node>;
  readonly picks: Map<number, Pick>;
}

/** A use that gives no value, and why. */
export interface NoValue {
  readonly use: ParameterUse;
  readonly reason: string;
}

/** One level of a statement, and where what is chosen for it goes. */
export interface ScopeInput {
  readonly prober: Prober;
  readonly places: ParameterPlaces;
  readonly scope: QueryScope;
  readonly uses: readonly ParameterUse[];
  readonly lanes: readonly Lane[];
  /** Filled: what each parameter meets. */
  readonly meets: Map<number, string>;
  /** Filled: the relations whose columns they meet. */
  readonly relations: Set<string>;
  /** Filled: the keys among them. */
  readonly keys: ResolvedUse[];
}

/** Chooses values for the parameters of one level, in every lane; gives the reason where there are none. */
export async function chooseForScope(input: ScopeInput): Promise<NoValue | null> {
  const { prober, scope, uses, lanes, meets } = input;
  const isPage = ({ role }: ParameterUse) => role === 'limit' || role === 'offset';
  const paging = uses.filter(isPage);
  const withoutRows = uses.filter((use) => !isPage(use) && pickWithoutRows(use, 0) !== undefined);
  const fromRows = uses.filter((use) => !paging.includes(use) && !withoutRows.includes(use));
  for (const use of [...paging, ...withoutRows]) meets.set(use.position, describeMeeting(use));
  for (const lane of lanes) {
    settleAll(lane, withoutRows, 0, input);
    let rows: number | undefined;
    if (fromRows.length > 0) {
      const chosen = await chooseFromRows(lane, fromRows, input);
      if (typeof chosen !== 'number') return chosen;
      rows = chosen;
    }
    if (paging.length > 0) settleAll(lane, paging, rows ?? (await countRows(prober, scope)), input);
  }
  return null;
}

/** Settles what meets rows; gives about how many rows the lane's key has. */
async function chooseFromRows(
  lane: Lane,
  uses: readonly ParameterUse[],
  input: ScopeInput,
): Promise<NoValue | number> {
  const { prober, places, scope, meets, keys, relations } = input;
  const { resolved, unresolved } = await resolveUses(prober, scope, uses, places.types, lane.bound);
  const [missing] = unresolved;
  if (missing) return missing;
  for (const one of resolved) {
    meets.set(one.expression.use.position, describeMeeting(one.expression.use, one));
    if (one.relation !== null) relations.add(one.relation);
  }
  const isStored = ({ expression: { use } }: ResolvedUse) => use.role === 'stored' && !isUpdateList(use);
  const failure = await chooseWritten(lane, resolved.filter(isStored), input);
  if (failure) return failure;
  const read = resolved.filter((one) => !isStored(one));
  if (read.length === 0) return 0;
  const choices = await readChoices(prober, scope, read, lane.bound);
  for (const [at, one] of read.entries()) {
    const { use, compared } = one.expression;
    const found = choices?.[lane.name].values[at];
    const context = {
      use,
      isBounded: isBounded(read, use, compared),
      frequentFirst: lane.name === 'heaviest',
      isOptional: places.optional.has(use.position),
    };
    const pick = found && pickValues(found, context);
    if (!pick) return { use, reason: `${one.origin?.label ?? compared} ${whyNone(choices)}` };
    settle(lane, use.position, pick, places);
  }
  if (lane.name === 'typical') keys.push(...read.filter(({ expression }) => expression.kind === 'key'));
  return choices ? choices[lane.name].rows / choices.fraction : 0;
}

/** Settles what is stored; the rows that are written to do not decide about it. */
async function chooseWritten(
  lane: Lane,
  resolved: readonly ResolvedUse[],
  { prober, places, scope }: ScopeInput,
): Promise<NoValue | null> {
  const target = scope.from[0];
  if (resolved.length === 0 || !target || !('RangeVar' in target)) return null;
  const choices = await readChoices(prober, scope, resolved, lane.bound);
  const stored = resolved.flatMap(({ expression: { use } }, at) => {
    const type = places.types[use.position - 1];
    const read = choices?.typical.values[at];
    const existing = read?.value as Value | undefined;
    return type ? [{ use, type, existing, hasNull: read?.hasNull ?? false }] : [];
  });
  const picks = await chooseStored(prober, target.RangeVar, stored);
  for (const { expression, origin } of resolved) {
    const { use, compared } = expression;
    const pick = picks.get(use.position);
    if (!pick) return { use, reason: `${origin?.label ?? compared} ${whyNone(choices)}` };
    settle(lane, use.position, pick, places);
  }
  return null;
}

function whyNone(choices: Choices | null): string {
  return choices ? 'has no value of use in the rows that the query could find' : 'has no rows';
}

/** Whether the other end of a range is a parameter too. */
function isBounded(resolved: readonly ResolvedUse[], use: ParameterUse, compared: string): boolean {
  const opposite = use.role === 'low' ? 'high' : 'low';
  return resolved.some(
    ({ expression }) => expression.use.role === opposite && expression.compared === compared,
  );
}

function settleAll(lane: Lane, uses: readonly ParameterUse[], rows: number, { places }: ScopeInput): void {
  for (const use of uses) {
    const pick = pickWithoutRows(use, rows);
    if (pick) settle(lane, use.position, pick, places);
  }
}

/** Notes what is chosen for a parameter in a lane. */
export function settle(lane: Lane, position: number, pick: Pick, { types }: ParameterPlaces): void {
  lane.picks.set(position, pick);
  lane.bound.set(position, makeLiteral(pick.typical, types[position - 1]?.name ?? 'text'));
}

async function countRows(prober: Prober, scope: QueryScope): Promise<number> {
  const sizes = await readTableSizes(prober, tablesOf(scope, true));
  return Math.max(0, ...[...sizes.values()].map(({ rows }) => rows));
}
