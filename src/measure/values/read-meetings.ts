import { makeLiteral } from '../../sql/parameters/literals.ts';
import type { ParameterUse } from '../../sql/parameters/parameter-use.ts';
import type { Statement } from '../../sql/statement.ts';
import { type ParameterPlaces, readParameterPlaces } from './places/read-parameter-places.ts';
import { type ResolvedUse, resolveUses } from './probe/resolve-uses.ts';
import type { Prober } from './probe/run-probe.ts';

/** What a parameter meets, in words that are equal for the same place in another text of a query. */
export function describeMeeting({ role }: ParameterUse, resolved?: ResolvedUse): string {
  return resolved ? `${resolved.origin?.label ?? resolved.expression.label} ${role}` : role;
}

/** What a document's members meet is what the parameter that holds it meets. */
export function joinMembers(
  meets: ReadonlyMap<number, string>,
  { documents }: Pick<ParameterPlaces, 'documents'>,
): ReadonlyMap<number, string> {
  const joined = new Map(meets);
  for (const { position, members } of documents) {
    const met = members.flatMap((member) => {
      const own = meets.get(member.position);
      joined.delete(member.position);
      return own === undefined ? [] : [`${member.path.join('.')}: ${own}`];
    });
    if (met.length > 0) joined.set(position, met.toSorted().join(', '));
  }
  return joined;
}

/** What each parameter of a statement meets, by `$position`; null where the server does not know the statement. */
export async function readMeetings(
  prober: Prober,
  statement: Statement,
): Promise<ReadonlyMap<number, string> | null> {
  const places = await readParameterPlaces(prober, statement);
  if ('failure' in places) return null;
  // No row is read, so any value does.
  const bound = new Map(places.types.map((type, at) => [at + 1, makeLiteral(null, type.name)]));
  const meetings = new Map<number, string>();
  const best = [...places.uses.values()].flatMap(([first]) => (first ? [first] : []));
  for (const scope of places.scopes) {
    const uses = best.filter((use) => use.scope === scope);
    for (const use of uses) meetings.set(use.position, describeMeeting(use));
    const { resolved } = await resolveUses(
      prober,
      scope,
      uses.filter(({ value }) => value),
      places.types,
      bound,
    );
    for (const one of resolved)
      meetings.set(one.expression.use.position, describeMeeting(one.expression.use, one));
  }
  return joinMembers(meetings, places);
}
