/** SQL: the schema `n` is the project's own. */
export const OWN_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** SQL: the object does not belong to an extension, whose version stands for all of its objects. */
export function notOfExtension(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}

/** SQL: quoted name with its schema. */
export function qualified(schema: string, name: string): string {
  return `format('%I.%I', ${schema}, ${name})`;
}

/** SQL: quoted name, with its schema only if that is not public. */
export function shown(schema: string, name: string): string {
  return `CASE ${schema} WHEN 'public' THEN quote_ident(${name}) ELSE format('%I.%I', ${schema}, ${name}) END`;
}

/** SQL: the parts of a definition as one text; nulls are told from empty texts. */
export function definition(...parts: readonly string[]): string {
  return `array_to_string(ARRAY[${parts.map((part) => `(${part})::text`).join(', ')}], ' · ', '-')`;
}
