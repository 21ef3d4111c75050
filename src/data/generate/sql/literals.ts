import pg from 'pg';

/** A constant of a type: `'…'::type`. */
export function typedLiteral(value: string, type: string): string {
  return `${pg.escapeLiteral(value)}::${type}`;
}

/** A constant array of a type; PostgreSQL reads it once, not per row. */
export function arrayLiteral(values: readonly string[], type: string): string {
  const elements = values.map((value) => `"${value.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`);
  return typedLiteral(`{${elements.join(',')}}`, `${type}[]`);
}

/** A whole number as bigint, also below 0. */
export function bigintLiteral(value: number | bigint): string {
  return `(${typeof value === 'number' ? BigInt(Math.round(value)) : value})::bigint`;
}

/** A number as double precision. */
export function floatLiteral(value: number): string {
  return `(${value})::float8`;
}
