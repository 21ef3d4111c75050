/**
 * Operators that end in a character which also starts a placeholder, or hold one: those of PostgreSQL 18
 * (`pg_operator`) and of the contrib extensions hstore, ltree and pg_trgm.
 */
const KNOWN: ReadonlySet<string> = new Set([
  ...['?', '?|', '?&', '?-', '?#', '?||', '?-|', '@?', '?<@', '?@>', '?~', '?@', '?^@'],
  ...['@', '@@', '<@', '^@', '@-@', '^<@', '^@>'],
]);

/** Whether PostgreSQL or an extension of its own has an operator of that name. */
export function isKnownOperator(text: string): boolean {
  return KNOWN.has(text);
}
