import { sql } from '../sql/expression.ts';
import { arrayLiteral } from '../sql/literals.ts';
import type { ValueFamily, ValueKind } from './value-kind.ts';

/** Values of a list: of a CHECK, of a partition, the labels of an enum, true and false. */
export const listedValues: ValueFamily = (type, { limits }) => {
  const values =
    limits.values ??
    (type.kind === 'enum'
      ? type.labels
      : type.typeName === 'bool' && type.builtIn
        ? ['false', 'true']
        : undefined);
  return values === undefined ? undefined : kindOfList(values, type.name);
};

/** The values of a list, in its order. */
export function kindOfList(values: readonly string[], type: string): ValueKind {
  const literal = arrayLiteral(values, type);
  return {
    capacity: values.length,
    usual: () => values.length,
    mayAllDiffer: false,
    followsRows: false,
    render: (index) => sql`(${literal})[(${index} + 1)::int]`,
  };
}
