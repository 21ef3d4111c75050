import type { Failure, Statement } from '../../sql/statement.ts';
import { chooseAbsent } from './choose-absent.ts';
import { chooseForScope, type Lane, settle } from './choose-for-scope.ts';
import { type ChosenSet, composeSets, type Picks } from './compose-sets.ts';
import type { ResolvedUse } from './probe/resolve-uses.ts';
import type { Prober } from './probe/run-probe.ts';
import { readParameterPlaces } from './read-parameter-places.ts';

/** The sets of a query's own, and which column each parameter meets; or why there are none. */
export type ChosenValues =
  | {
      readonly sets: readonly ChosenSet[];
      /** By `$position`: `orders.customer_id`, and what is done with it; what two texts of a query are matched by. */
      readonly meets: ReadonlyMap<number, string>;
      readonly picks: Picks;
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
  const lanes = (['typical', 'heaviest', 'rare'] as const).map(
    (name): Lane => ({ name, bound: new Map(), picks: new Map() }),
  );
  for (const lane of lanes)
    for (const [position, pick] of given[lane.name]) settle(lane, position, pick, places);
  const meets = new Map<number, string>();
  const keys: ResolvedUse[] = [];
  for (const scope of places.scopes) {
    const uses = places.uses.filter((use) => use.scope === scope && !given.typical.has(use.position));
    if (uses.length === 0) continue;
    const failure = await chooseForScope({ prober, statement, places, scope, uses, lanes, meets, keys });
    if (failure) return { failure };
  }
  const [typical, heaviest, rare] = lanes.map(({ picks }) => picks);
  if (!typical || !heaviest || !rare) throw new Error('a lane is missing');
  const absent = await chooseAbsent(prober, keys, typical, places.types);
  const picks = { typical, heaviest, rare };
  return { sets: composeSets(picks, absent), meets, picks };
}
