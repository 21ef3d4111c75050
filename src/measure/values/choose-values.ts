import type { ParameterUse } from '../../sql/parameters/parameter-use.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
import { chooseAbsent } from './choose-absent.ts';
import { chooseForScope, type Lane, type NoValue, settle } from './choose-for-scope.ts';
import { composeDocuments } from './compose-documents.ts';
import { type ChosenSet, composeSets, type Picks } from './compose-sets.ts';
import { type ParameterPlaces, readParameterPlaces } from './places/read-parameter-places.ts';
import type { ResolvedUse } from './probe/resolve-uses.ts';
import type { Prober } from './probe/run-probe.ts';
import { joinMembers } from './read-meetings.ts';

/** The sets of a query's own, and which column each parameter meets; or why there are none. */
export type ChosenValues =
  | {
      readonly sets: readonly ChosenSet[];
      /** By `$position`: `orders.customer_id`, and what is done with it; what two texts of a query are matched by. */
      readonly meets: ReadonlyMap<number, string>;
      readonly picks: Picks;
      /** Relations whose rows they are of, in order of their names. */
      readonly relations: readonly string[];
    }
  | { readonly failure: Failure };

const NOTHING_GIVEN: Picks = { typical: new Map(), heaviest: new Map(), rare: new Map() };

/**
 * Chooses values for every parameter of a statement from the rows of the session's database: level by level, so that what
 * is chosen for one level decides which rows are looked at for the next. Nothing is chosen for what is `given`.
 */
export async function chooseValues(
  prober: Prober,
  statement: Statement,
  given: Picks = NOTHING_GIVEN,
): Promise<ChosenValues> {
  const places = await readParameterPlaces(prober, statement);
  if ('failure' in places) return places;
  const chosen = await chooseByBestUses(prober, statement, places, given);
  if (!('failure' in chosen) || !places.hasViews) return chosen;
  // What can be asked of a view cannot always be asked of its query: it may show what its owner alone may read.
  const plain = await readParameterPlaces(prober, statement, { withViews: false });
  if ('failure' in plain) return chosen;
  const again = await chooseByBestUses(prober, statement, plain, given);
  return 'failure' in again ? chosen : again;
}

/** Tries the best use of each parameter, and the next one of a parameter for which it gives nothing. */
async function chooseByBestUses(
  prober: Prober,
  statement: Statement,
  places: ParameterPlaces,
  given: Picks,
): Promise<ChosenValues> {
  const reasons = new Map<number, string>();
  const refused = new Set<ParameterUse>();
  const members = new Set(places.documents.flatMap((one) => one.members.map(({ position }) => position)));
  const held = new Set(places.documents.map(({ position }) => position));
  for (;;) {
    const uses: ParameterUse[] = [];
    for (const [position, candidates] of places.uses) {
      if (given.typical.has(position)) continue;
      const use = candidates.find((candidate) => !refused.has(candidate));
      if (use) uses.push(use);
      else if (!members.has(position) && !held.has(position))
        return noValue(statement, places, position, reasons);
    }
    const chosen = await chooseByUses(prober, places, uses, given);
    if ('use' in chosen) {
      const { position } = chosen.use;
      if (!reasons.has(position)) reasons.set(position, chosen.reason);
      refused.add(chosen.use);
    } else if ('position' in chosen) return noValue(statement, places, chosen.position, reasons);
    else return chosen;
  }
}

async function chooseByUses(
  prober: Prober,
  places: ParameterPlaces,
  wanted: readonly ParameterUse[],
  given: Picks,
): Promise<Exclude<ChosenValues, { failure: unknown }> | NoValue | { readonly position: number }> {
  const lanes = (['typical', 'heaviest', 'rare'] as const).map(
    (name): Lane => ({ name, bound: new Map(), picks: new Map() }),
  );
  for (const lane of lanes)
    for (const [position, pick] of given[lane.name]) settle(lane, position, pick, places);
  const meets = new Map<number, string>();
  const keys: ResolvedUse[] = [];
  const relations = new Set<string>();
  for (const scope of places.scopes) {
    const uses = wanted.filter((use) => use.scope === scope);
    if (uses.length === 0) continue;
    const failure = await chooseForScope({ prober, places, scope, uses, lanes, meets, keys, relations });
    if (failure) return failure;
  }
  const [typical, heaviest, rare] = lanes.map(({ picks }) => picks);
  if (!typical || !heaviest || !rare) throw new Error('a lane is missing');
  const picks = await composeDocuments(prober, places.documents, { typical, heaviest, rare });
  if ('position' in picks) return picks;
  const own = keys.filter(({ expression }) => picks.typical.has(expression.use.position));
  const absent = await chooseAbsent(prober, own, picks.typical, places.types);
  return {
    sets: composeSets(picks, absent),
    meets: joinMembers(meets, places),
    picks,
    relations: [...relations].sort(),
  };
}

/** Says which parameter has no value, and why. */
function noValue(
  { parameters }: Statement,
  { argumentOf, uses }: ParameterPlaces,
  position: number,
  reasons: ReadonlyMap<number, string>,
): { readonly failure: Failure } {
  const name = parameters.find((parameter) => parameter.position === position)?.name;
  const called = argumentOf.get(position);
  const nothing = `it meets no column${called === undefined ? '' : `; it is an argument of ${called}()`}`;
  const ofMembers = uses.get(position)?.length === 0 ? [...reasons.values()][0] : undefined;
  const reason = reasons.get(position) ?? ofMembers ?? nothing;
  return {
    failure: { kind: 'no-values', message: `no value for $${position}${name ? ` (${name})` : ''}: ${reason}` },
  };
}
