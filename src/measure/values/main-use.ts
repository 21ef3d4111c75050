import type { ParameterRole, ParameterUse } from '../../sql/parameters/parameter-use.ts';

/** The uses that say most of a parameter's values first. */
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
  'argument',
];

/** The use by which the values of a parameter are chosen; what an INSERT stores has to be new, however else it is used. */
export function mainUse(uses: readonly ParameterUse[], position: number): ParameterUse | undefined {
  const rank = ({ role, scope }: ParameterUse) =>
    role === 'stored' && scope.insert ? -1 : ORDER.indexOf(role);
  return uses
    .filter((use) => use.position === position)
    .reduce<ParameterUse | undefined>(
      (best, use) => (best === undefined || rank(use) < rank(best) ? use : best),
      undefined,
    );
}
