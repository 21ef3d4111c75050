import { writeSql } from '../../sql/parameters/syntax.ts';
import type { Pick, Value } from './pick-values.ts';
import type { ParameterType } from './probe/parameter-types.ts';
import type { ResolvedUse } from './probe/resolve-uses.ts';
import type { Prober } from './probe/run-probe.ts';

/** A value that no row has, for the last key for which one can be found; null where there is none. */
export async function chooseAbsent(
  prober: Prober,
  keys: readonly ResolvedUse[],
  typical: ReadonlyMap<number, Pick>,
  types: readonly ParameterType[],
): Promise<{ readonly position: number; readonly value: Value } | null> {
  for (const key of keys.toReversed()) {
    const { position } = key.expression.use;
    const type = types[position - 1];
    const value = typical.get(position)?.typical;
    if (!type || value === null || value === undefined) continue;
    for (const candidate of candidatesOf(type, value)) {
      if (await isAbsent(prober, key, type, candidate)) return { position, value: candidate };
    }
  }
  return null;
}

/** Values of a type that data seldom holds, the likeliest first. */
function candidatesOf({ category, shortName, labels }: ParameterType, value: string): readonly string[] {
  switch (category) {
    case 'N':
      return shortName.startsWith('float') || shortName === 'numeric'
        ? ['-1', '-987654.321']
        : ['-1', '0', '32767', '2147483647'].filter((text) => shortName !== 'int2' || text !== '2147483647');
    case 'S':
      return [[...value].reverse().join(''), `${value}~`, '~'].filter((text) => text !== value);
    case 'D':
      return ['0001-01-01', '9999-12-31'];
    case 'E':
      return labels;
    case 'U':
      return shortName === 'uuid'
        ? ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
        : [];
    default:
      return [];
  }
}

/**
 * Looks the value up in the table that the key is a column of, where that is cheap; where it is not, nothing is said to be
 * absent.
 */
async function isAbsent(
  prober: Prober,
  { origin }: ResolvedUse,
  type: ParameterType,
  value: string,
): Promise<boolean> {
  if (!origin) return false;
  const literal = writeSql({ A_Const: { sval: { sval: value } } });
  const answer = await prober.askIfCheap(
    `SELECT FROM ${origin.table} WHERE ${origin.column} = CAST(${literal} AS ${type.name}) LIMIT 1`,
  );
  return answer.kind === 'answered' && answer.rows.length === 0;
}
