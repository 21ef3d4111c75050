import type { Pick, Value } from './pick-values.ts';

/** Names of the sets that are chosen, in their order; there are never more. */
export const SET_NAMES = ['typical', 'heaviest', 'rare', 'absent', 'wide', 'other'] as const;

/** One chosen set: values by `$position`. */
export interface ChosenSet {
  readonly name: (typeof SET_NAMES)[number];
  readonly values: ReadonlyMap<number, Value>;
}

/** Picks by `$position`, for each kind of key. */
export interface Picks {
  readonly typical: ReadonlyMap<number, Pick>;
  readonly heaviest: ReadonlyMap<number, Pick>;
  readonly rare: ReadonlyMap<number, Pick>;
}

/**
 * Puts the picks together to sets. `wide` has the heaviest key and everything at its widest; `other` the typical key with
 * conditions turned round, lists of one and NULL; `absent` is typical but for one key that no row has. A set that is equal to
 * one before it is left out.
 */
export function composeSets(
  picks: Picks,
  absent: { readonly position: number; readonly value: Value } | null,
): readonly ChosenSet[] {
  const sets: ChosenSet[] = (['typical', 'heaviest', 'rare'] as const).map((name) => ({
    name,
    values: mapPicks(picks[name], ({ typical }) => typical),
  }));
  const [typical] = sets;
  if (absent && typical)
    sets.push({ name: 'absent', values: new Map(typical.values).set(absent.position, absent.value) });
  const has = (key: 'wide' | 'other') => [...picks.typical.values()].some((pick) => pick[key] !== undefined);
  if (has('wide'))
    sets.push({
      name: 'wide',
      values: mapPicks(picks.heaviest, (pick) => (pick.wide === undefined ? pick.typical : pick.wide)),
    });
  if (has('other'))
    sets.push({
      name: 'other',
      values: mapPicks(picks.typical, (pick) => (pick.other === undefined ? pick.typical : pick.other)),
    });
  const seen = new Set<string>();
  return sets.filter(({ values }) => {
    const text = JSON.stringify([...values].sort(([a], [b]) => a - b));
    return !seen.has(text) && seen.add(text);
  });
}

/** The value of one parameter in a set of this name. */
export function valueIn(name: ChosenSet['name'], picks: Picks, position: number): Value {
  const lane = name === 'heaviest' || name === 'wide' ? 'heaviest' : name === 'rare' ? 'rare' : 'typical';
  const pick = picks[lane].get(position);
  const special = name === 'wide' ? pick?.wide : name === 'other' ? pick?.other : undefined;
  return (special === undefined ? pick?.typical : special) ?? null;
}

function mapPicks(picks: ReadonlyMap<number, Pick>, value: (pick: Pick) => Value): ReadonlyMap<number, Value> {
  return new Map([...picks].map(([position, pick]) => [position, value(pick)]));
}
