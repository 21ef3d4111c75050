import type { Failure, Statement } from '../../sql/statement.ts';
import { type ChosenValues, chooseValues } from './choose-values.ts';
import { type ChosenSet, type Picks, valueIn } from './compose-sets.ts';
import type { Prober } from './probe/run-probe.ts';
import { readMeetings } from './read-meetings.ts';

type Chosen = Extract<ChosenValues, { sets: unknown }>;

/**
 * The same sets for the other text of a query. Its parameters are matched by the column that they meet, then by name; for
 * one that has no counterpart a value is chosen that goes with the others.
 * @param probers of the database that the values are from, and of the other text's own
 */
export async function matchParameters(
  probers: readonly Prober[],
  { from, to }: { readonly from: Statement; readonly to: Statement },
  chosen: Chosen,
): Promise<{ readonly sets: readonly ChosenSet[] } | { readonly failure: Failure }> {
  const own = probers.at(-1);
  const meetings = own ? await readMeetings(own, to) : null;
  const counterparts = matchPositions(from, to, chosen.meets, meetings ?? new Map());
  const picks = chosen.picks;
  let added: Picks | undefined;
  if (to.parameters.some(({ position }) => !counterparts.has(position))) {
    const given = mapPositions(picks, counterparts);
    const rest = await chooseFor(probers, to, given);
    if ('failure' in rest) return rest;
    added = rest.picks;
  }
  const sets = chosen.sets.map(({ name, values }) => ({
    name,
    values: new Map(
      to.parameters.map(({ position }) => {
        const counterpart = counterparts.get(position);
        const value =
          counterpart === undefined ? added && valueIn(name, added, position) : values.get(counterpart);
        return [position, value ?? null] as const;
      }),
    ),
  }));
  return { sets };
}

async function chooseFor(probers: readonly Prober[], to: Statement, given: Picks): Promise<ChosenValues> {
  let answer: ChosenValues | undefined;
  for (const prober of probers) {
    answer = await chooseValues(prober, to, given);
    if (!('failure' in answer) || answer.failure.kind !== 'error') break;
  }
  if (!answer) throw new Error('no database to choose values from');
  return answer;
}

/** Positions of `to`, each with the position of `from` that it takes its values from. */
function matchPositions(
  from: Statement,
  to: Statement,
  ofFrom: ReadonlyMap<number, string>,
  ofTo: ReadonlyMap<number, string>,
): ReadonlyMap<number, number> {
  const matched = new Map<number, number>();
  const left = new Set(from.parameters.map(({ position }) => position));
  const take = (position: number, isMatch: (candidate: number) => boolean) => {
    const found = matched.has(position) ? undefined : [...left].find(isMatch);
    if (found === undefined) return;
    matched.set(position, found);
    left.delete(found);
  };
  const names = new Map(from.parameters.map(({ position, name }) => [position, name]));
  const isSame = (position: number) => {
    const meets = ofTo.get(position);
    return (candidate: number) => meets !== undefined && ofFrom.get(candidate) === meets;
  };
  const isNamed = (name: string | null) => (candidate: number) =>
    name !== null && names.get(candidate) === name;
  // Of several that meet the same column those of the same name, before one without a namesake takes its place.
  for (const { position, name } of to.parameters)
    take(position, (candidate) => isSame(position)(candidate) && isNamed(name)(candidate));
  for (const { position } of to.parameters) take(position, isSame(position));
  for (const { position, name } of to.parameters) take(position, isNamed(name));
  return matched;
}

function mapPositions(picks: Picks, counterparts: ReadonlyMap<number, number>): Picks {
  const map = (lane: keyof Picks) =>
    new Map(
      [...counterparts].flatMap(([to, from]) => {
        const pick = picks[lane].get(from);
        return pick ? [[to, pick] as const] : [];
      }),
    );
  return { typical: map('typical'), heaviest: map('heaviest'), rare: map('rare') };
}
