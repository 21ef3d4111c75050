import { createHash } from 'node:crypto';

/** Names what a number is drawn for: the seed number, a table, a column, a use. */
export type Purpose = readonly (string | number)[];

/** 64 bits that follow from the purpose alone: another for every other purpose. */
export function saltOf(purpose: Purpose): bigint {
  return createHash('sha256').update(JSON.stringify(purpose)).digest().readBigInt64BE(0);
}
