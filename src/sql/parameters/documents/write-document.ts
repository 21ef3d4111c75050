import { writeSql } from '../syntax.ts';
import { castParameter, type JsonDocument, typeOfMember } from './json-document.ts';

/** SQL that puts a document together of its members, `$1…$n` in their order, as text: column `document`. What is NULL is left out. */
export function writeDocument({ isList, members }: Omit<JsonDocument, 'position'>): string {
  const values = members.map((member, at) => writeSql(castParameter(at + 1, typeOfMember({ isList }, member))));
  const names = members.map((_, at) => `m${at + 1}`);
  const object = `json_strip_nulls(${writeObject(members.map(({ path }, at) => ({ path, name: names[at] ?? '' })))})`;
  return isList
    ? `SELECT coalesce(json_agg(${object} ORDER BY at), '[]')::text AS document
       FROM unnest(${values.join(', ')}) WITH ORDINALITY AS given (${names.join(', ')}, at)`
    : `SELECT ${object}::text AS document FROM (SELECT ${values.join(', ')}) AS given (${names.join(', ')})`;
}

interface Entry {
  readonly path: readonly string[];
  readonly name: string;
}

function writeObject(entries: readonly Entry[]): string {
  const byKey = Map.groupBy(entries, ({ path }) => path[0] ?? '');
  const parts = [...byKey].map(([key, inner]) => {
    const own = inner.find(({ path }) => path.length === 1);
    const value = own?.name ?? writeObject(inner.map(({ path, name }) => ({ path: path.slice(1), name })));
    return `${writeSql({ A_Const: { sval: { sval: key } } })}, ${value}`;
  });
  return `json_build_object(${parts.join(', ')})`;
}
