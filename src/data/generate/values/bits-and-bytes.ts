import { sql } from '../sql/expression.ts';
import type { ValueFamily } from './value-kind.ts';

const NUMBER_BYTES = 8;

/** bytea: the eight bytes of the number, and a hash up to the length. */
export const bytes: ValueFamily = (type, { length, limits }) => {
  if (type.typeName !== 'bytea' || !type.builtIn) return undefined;
  const size = Math.round(Math.min(limits.maxLength, Math.max(limits.minLength, length ?? 16)));
  const kept = Math.min(size, NUMBER_BYTES);
  return {
    capacity: 2 ** Math.min(8 * kept, 53),
    usual: (rows) => rows,
    mayAllDiffer: true,
    followsRows: false,
    render(index) {
      const number =
        kept === NUMBER_BYTES
          ? sql`pg_catalog.int8send(${index})`
          : sql`pg_catalog.substr(pg_catalog.int8send(${index}), ${NUMBER_BYTES + 1 - kept})`;
      if (size <= NUMBER_BYTES) return number;
      const blocks = Math.ceil((size - NUMBER_BYTES) / 16);
      const rest = Array.from(
        { length: Math.min(blocks, 64) },
        (_, at) => sql`pg_catalog.md5((${index} * 64 + ${at})::text)`,
      );
      const hex = rest.reduce((left, right) => sql`${left} || ${right}`);
      const repeated = blocks > 64 ? sql`pg_catalog.repeat(${hex}, ${Math.ceil(blocks / 64)})` : hex;
      return sql`(${number} || pg_catalog.substr(pg_catalog.decode(${repeated}, 'hex'), 1, ${size - NUMBER_BYTES}))`;
    },
  };
};

/** bit(n) and varbit(n): the last bits of the number. */
export const bits: ValueFamily = (type, { length }) => {
  if (!['bit', 'varbit'].includes(type.typeName) || !type.builtIn) return undefined;
  const size =
    type.typeName === 'bit' ? (type.length ?? 1) : Math.min(type.length ?? 64, Math.round(length ?? 8));
  const kept = Math.min(size, 62);
  return {
    capacity: 2 ** Math.min(kept, 53),
    usual: (rows) => Math.min(2 ** Math.min(kept, 53), Math.max(2, rows / 10)),
    mayAllDiffer: kept > 32,
    followsRows: false,
    render(index) {
      const end = sql`${index}::bit(${kept})`;
      const whole = size > kept ? sql`(pg_catalog.repeat('0', ${size - kept})::varbit || ${end})` : end;
      return sql`${whole}::${type.typeName === 'bit' ? `bit(${size})` : 'varbit'}`;
    },
  };
};
