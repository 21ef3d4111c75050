import type { QueryConnection } from '../../query-connection.ts';
import type { TypeFacts } from './type-facts.ts';

/** Gives the facts of a type and its modifier, as `pg_attribute` has them. */
export type TypeReader = (oid: number, modifier: number) => TypeFacts;

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly typeName: string;
  readonly builtIn: boolean;
  readonly category: string;
  readonly kind: string;
  readonly element: number;
  readonly base: number;
  readonly modifier: number;
  readonly notNull: boolean;
  readonly subtype: number;
  readonly labels: readonly string[];
  readonly fields: readonly { readonly name: string; readonly type: number; readonly modifier: number }[];
  readonly checks: TypeFacts['checks'];
}

const KINDS = { b: 'base', e: 'enum', c: 'composite', d: 'domain', r: 'range', m: 'multirange' } as const;

// With -1 the name of char(n) is bpchar; with NULL it is character, and a cast to that keeps one letter only.
const typesSql = (versionNumber: number) => `
  SELECT t.oid::int AS oid, pg_catalog.format_type(t.oid, -1) AS name, t.typname AS "typeName",
         t.typnamespace = 'pg_catalog'::regnamespace AS "builtIn", t.typcategory AS category, t.typtype AS kind,
         CASE WHEN t.typcategory = 'A' THEN t.typelem::int ELSE 0 END AS element, t.typbasetype::int AS base,
         t.typtypmod AS modifier, t.typnotnull AS "notNull",
         coalesce((SELECT rngsubtype::int FROM pg_catalog.pg_range WHERE rngtypid = t.oid
           ${versionNumber >= 140_000 ? 'OR rngmultitypid = t.oid' : ''}), 0) AS subtype,
         ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
         coalesce((SELECT json_agg(json_build_object('name', a.attname, 'type', a.atttypid::int, 'modifier', a.atttypmod)
                     ORDER BY a.attnum)
                   FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                   WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                     AND c.relkind <> 'i'), '[]') AS fields,
         coalesce((SELECT json_agg(json_build_object('name', k.conname,
                     'condition', pg_catalog.pg_get_expr(k.conbin, 0)) ORDER BY k.conname)
                   FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '[]') AS checks
  FROM pg_catalog.pg_type t
  WHERE t.typtype IN ('b', 'e', 'd', 'r', 'm')
     OR t.typtype = 'c' AND t.typnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`;

/** Reads every type of the database. The search_path must be empty, so that names have their schema. */
export async function readTypes(client: QueryConnection, versionNumber: number): Promise<TypeReader> {
  const { rows } = await client.query<TypeRow>(typesSql(versionNumber));
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  const read = (oid: number, modifier: number): TypeFacts => {
    const row = byOid.get(oid);
    if (row === undefined) return unknownType(oid);
    const inner = row.element || row.base || row.subtype;
    return {
      ...row,
      kind: row.element > 0 ? 'array' : (KINDS[row.kind as keyof typeof KINDS] ?? 'base'),
      ...readModifier(row.typeName, modifier),
      // An array's modifier is its elements'.
      inner: inner === 0 ? null : read(inner, row.element > 0 ? modifier : row.base > 0 ? row.modifier : -1),
      fields: row.fields.map((field) => ({ name: field.name, type: read(field.type, field.modifier) })),
    };
  };
  return read;
}

/** A modifier as the type packs it: varchar.c, varbit.c, numeric.c. */
function readModifier(
  typeName: string,
  modifier: number,
): { readonly length: number | null; readonly precision: number | null; readonly scale: number | null } {
  const none = { length: null, precision: null, scale: null };
  if (modifier < 0) return none;
  if (typeName === 'varchar' || typeName === 'bpchar') return { ...none, length: modifier - 4 };
  if (typeName === 'bit' || typeName === 'varbit') return { ...none, length: modifier };
  if (typeName !== 'numeric') return none;
  const packed = modifier - 4;
  return { ...none, precision: (packed >> 16) & 0xffff, scale: ((packed & 0x7ff) ^ 1024) - 1024 };
}

function unknownType(oid: number): TypeFacts {
  return {
    name: `type ${oid}`,
    typeName: 'unknown',
    builtIn: false,
    category: 'X',
    kind: 'base',
    ...readModifier('unknown', -1),
    labels: [],
    inner: null,
    fields: [],
    checks: [],
    notNull: false,
  };
}
