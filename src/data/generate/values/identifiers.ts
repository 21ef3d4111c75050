import { saltOf } from '../draws/salt.ts';
import { sql } from '../sql/expression.ts';
import { bigintLiteral } from '../sql/literals.ts';
import type { ValueFamily } from './value-kind.ts';

/** As many as the digits of the number allow. */
const MANY = 2 ** 48;

/** uuid: as random as version 4, or ascending as version 7 where the order of the rows shows in them. */
export const uuids: ValueFamily = (type, { ordered, purpose }) => {
  if (type.typeName !== 'uuid' || !type.builtIn) return undefined;
  const salt = bigintLiteral(saltOf([...purpose, 'uuid']));
  return {
    capacity: MANY,
    usual: (rows) => rows,
    mayAllDiffer: true,
    followsRows: false,
    render(index) {
      const random = sql`pg_catalog.md5((${index} + ${salt} % 4611686018427387904)::text)`;
      return ordered
        ? sql`(pg_catalog.lpad(pg_catalog.to_hex(${index}), 12, '0') || '7' || pg_catalog.substr(${random}, 14))::uuid`
        : sql`${random}::uuid`;
    },
  };
};
