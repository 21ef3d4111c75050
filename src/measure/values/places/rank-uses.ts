import type { ParameterRole, ParameterUse } from '../../../sql/parameters/parameter-use.ts';

/** The uses that say most of a parameter's values first; an argument says nothing. */
const ORDER: readonly ParameterRole[] = [
  'equal',
  'member',
  'list',
  'low',
  'high',
  'pattern',
  'fragment',
  'json-key',
  'stored',
  'sample',
  'limit',
  'offset',
  'constant',
  'flag',
];

/**
 * The uses by which the values of a parameter can be chosen, the best first; what an INSERT stores has to be new, however else it
 * is used.
 */
export function rankUses(uses: readonly ParameterUse[], position: number): readonly ParameterUse[] {
  const rank = ({ role, scope }: ParameterUse) =>
    role === 'stored' && scope.insert ? -1 : ORDER.indexOf(role);
  return uses
    .filter((use) => use.position === position && use.role !== 'argument')
    .toSorted((a, b) => rank(a) - rank(b));
}
