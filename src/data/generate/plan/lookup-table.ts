import pg from 'pg';
import type { TableFacts } from '../catalog/table-facts.ts';
import { type Expression, sql } from '../sql/expression.ts';
import type { Lookup, PlanQuery } from './table-plan.ts';

/** A temporary table of a table's keys, numbered. */
export interface LookupTable {
  /** How many there are; with columns to agree with, how many of those that agree: NULL for none. */
  readonly count: Expression;
  column(number: number, index: Expression): Expression;
}

/** Which keys of a table are wanted. */
export interface LookupWish {
  readonly table: TableFacts;
  readonly columns: readonly number[];
  /** Values of columns that the key must agree with. */
  readonly agree: readonly { readonly column: number; readonly value: Expression }[];
  /** SQL conditions on the table, known as `t`. */
  readonly where: readonly string[];
}

/** Numbers the keys of a table in a temporary table, which the query then reads by its index: one row at a time. */
export function lookUpKeys({ table, columns, agree, where }: LookupWish, { lookups }: PlanQuery): LookupTable {
  const known = agree.map(({ column }) => column);
  const all = [...new Set([...known, ...columns])];
  const own = (number: number) => `t.${quoteColumn(table, number)}`;
  const condition = [...where, ...all.map((number) => `${own(number)} IS NOT NULL`)].join(' AND ');
  const partition = known.length > 0 ? `PARTITION BY ${known.map(own).join(', ')}` : '';
  const total = known.length > 0 ? `, pg_catalog.count(*) OVER (${partition}) AS total` : '';
  const body = `SELECT ${all.map((number) => `${own(number)} AS c${number}`).join(', ')},
    pg_catalog.row_number() OVER (${partition} ORDER BY ${columns.map(own).join(', ')}) - 1 AS n${total}
    FROM ${table.name} t WHERE ${condition}`;
  const lookup: Lookup = lookups.get(body) ?? {
    name: `keys_${lookups.size + 1}`,
    body,
    index: [...known.map((number) => `c${number}`), 'n'],
  };
  lookups.set(body, lookup);
  const agrees = agree
    .map(({ column, value }) => sql`k.c${column} = ${value} AND `)
    .reduce((left, right) => sql`${left}${right}`, sql``);
  const from = `pg_temp.${lookup.name} k`;
  return {
    count:
      known.length > 0
        ? sql`(SELECT k.total FROM ${from} WHERE ${agrees}k.n = 0)`
        : sql`(SELECT pg_catalog.count(*) FROM ${from})`,
    column: (number, index) => sql`(SELECT k.c${number} FROM ${from} WHERE ${agrees}k.n = ${index})`,
  };
}

/** A column's name as SQL takes it. */
export function quoteColumn(table: TableFacts, number: number): string {
  return pg.escapeIdentifier(table.columns.find((column) => column.number === number)?.name ?? '');
}
