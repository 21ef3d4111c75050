import pg from 'pg';
import { type Expression, sql } from '../sql/expression.ts';
import { arrayLiteral } from '../sql/literals.ts';
import { fillerText } from './filler-text.ts';
import type { ValueFamily } from './value-kind.ts';

/** Bytes of the object without a note. */
const BARE = 70;
const KINDS = arrayLiteral(['basic', 'plus', 'business', 'partner', 'internal'], 'text');
const OFFSETS = 499;

/** json and jsonb: an object with a number, a word of five, a flag, a list, and a note up to the length; a short one has the number alone. */
export const json: ValueFamily = (type, { length, limits }) => {
  if (!['json', 'jsonb'].includes(type.typeName) || !type.builtIn) return undefined;
  const render = (index: Expression) => {
    if (limits.jsonKind === 'array')
      return sql`('[' || ${index} || ', ' || (${index} % 10) || ']')::${type.name}`;
    if (limits.jsonKind === 'string') return sql`('"' || ${index} || '"')::${type.name}`;
    if (limits.jsonKind === 'number') return sql`${index}::text::${type.name}`;
    if (length !== undefined && length < BARE / 2) return sql`('{"id": ' || ${index} || '}')::${type.name}`;
    const size = Math.round((length ?? 0) - BARE);
    const note = size <= 0 ? sql`''` : sql`', "note": "' || ${excerpt(index, size)} || '"'`;
    return sql`('{"id": ' || ${index} || ', "kind": "' || (${KINDS})[(1 + ${index} % 5)::int] || '", "active": ' || (${index} % 3 > 0)::text
      || ', "tags": [' || (${index} % 7) || ', ' || (${index} % 11) || ']' || ${note} || '}')::${type.name}`;
  };
  return { capacity: 2 ** 53, usual: (rows) => rows, mayAllDiffer: true, followsRows: false, render };
};

/** tsvector and tsquery of a few words. */
export const textSearch: ValueFamily = (type, { length }) => {
  if (!['tsvector', 'tsquery'].includes(type.typeName) || !type.builtIn) return undefined;
  const words = sql`'t'`;
  const render = (index: Expression) =>
    type.typeName === 'tsquery'
      ? sql`pg_catalog.plainto_tsquery('pg_catalog.simple', ${words} || ${index})`
      : sql`pg_catalog.to_tsvector('pg_catalog.simple', ${excerpt(index, Math.round(length ?? 40))} || ' t' || ${index})`;
  return { capacity: 2 ** 53, usual: (rows) => rows, mayAllDiffer: true, followsRows: false, render };
};

/** xml, where the server was built with it. */
export const xml: ValueFamily = (type, { length }) => {
  if (type.typeName !== 'xml' || !type.builtIn) return undefined;
  const render = (index: Expression) =>
    sql`('<item id="' || ${index} || '">' || ${excerpt(index, Math.round(length ?? 20))} || '</item>')::xml`;
  return { capacity: 2 ** 53, usual: (rows) => rows, mayAllDiffer: true, followsRows: false, render };
};

function excerpt(index: Expression, size: number): Expression {
  return sql`pg_catalog.substr(${pg.escapeLiteral(fillerText(size + OFFSETS))}, (1 + ${index} * 31 % ${OFFSETS})::int, ${size})`;
}
