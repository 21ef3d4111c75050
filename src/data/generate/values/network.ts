import { type Expression, sql } from '../sql/expression.ts';
import { hexadecimal } from './texts.ts';
import type { ValueFamily } from './value-kind.ts';

const NETWORK: Readonly<Record<string, (index: Expression, count: number) => Expression>> = {
  // More than the private network of 10.0.0.0 holds go on in version 6.
  inet: (index, count) =>
    count > 2 ** 24 ? sql`('fd00::'::inet + ${index})` : sql`('10.0.0.0'::inet + ${index})`,
  cidr: (index, count) => sql`(${count > 2 ** 24 ? "'fd00::'" : "'10.0.0.0'"}::inet + ${index})::cidr`,
  macaddr: (index) => sql`('02' || ${hexadecimal(index, 2 ** 40)})::macaddr`,
  macaddr8: (index) => sql`('02' || ${hexadecimal(index, 2 ** 52)} || '0')::macaddr8`,
};

/** Addresses of hosts, networks and cards. */
export const network: ValueFamily = (type) => {
  const render = type.builtIn ? NETWORK[type.typeName] : undefined;
  if (render === undefined) return undefined;
  return {
    capacity: 2 ** 40,
    usual: (rows) => Math.max(1, rows / 4),
    mayAllDiffer: true,
    followsRows: false,
    render,
  };
};
