import { type Expression, sql } from '../sql/expression.ts';
import type { ValueFamily } from './value-kind.ts';

const ODD: Readonly<
  Record<string, { readonly capacity: number; readonly render: (index: Expression) => Expression }>
> = {
  pg_lsn: { capacity: 2 ** 31, render: (index) => sql`('0/' || pg_catalog.to_hex(${index}))::pg_lsn` },
  xid: { capacity: 2 ** 31, render: (index) => sql`${index}::text::xid` },
  xid8: { capacity: 2 ** 53, render: (index) => sql`${index}::text::xid8` },
  tid: { capacity: 2 ** 31, render: (index) => sql`('(' || ${index} || ',1)')::tid` },
  char: { capacity: 26, render: (index) => sql`pg_catalog.chr((97 + ${index})::int)::"char"` },
};

/** The few types that tables rarely have. */
export const oddTypes: ValueFamily = (type) => {
  const odd = type.builtIn ? ODD[type.typeName] : undefined;
  if (odd === undefined) return undefined;
  return {
    ...odd,
    usual: (rows) => Math.min(odd.capacity, Math.max(1, rows / 4)),
    mayAllDiffer: false,
    followsRows: false,
  };
};
