import pg from 'pg';
import { ExplainGateError, SchemaError } from '../errors.ts';

/** Where a failure of a migration or seed belongs. */
export interface DataPlace {
  readonly side: 'base' | 'head';
  /** Repository-relative; line 1-based. */
  readonly file: string;
  readonly line: number;
}

/** What PostgreSQL said, as one text with its detail and hint, and its SQLSTATE. */
export function describeDatabaseError(error: pg.DatabaseError): string {
  const more = [
    error.constraint === undefined ? undefined : `constraint: ${error.constraint}`,
    error.detail === undefined ? undefined : `detail: ${error.detail}`,
    error.where === undefined ? undefined : `where: ${error.where}`,
    error.hint === undefined ? undefined : `hint: ${error.hint}`,
  ].filter((line) => line !== undefined);
  return [`${error.message} (SQLSTATE ${error.code ?? 'unknown'})`, ...more].join('\n  ');
}

/** A SchemaError that names the place; PostgreSQL's words where the server refused. */
export function dataError(
  { side, file, line }: DataPlace,
  error: unknown,
  { code = 'schema-sql', hint }: { readonly code?: string; readonly hint?: string | undefined } = {},
): Error {
  // A connection that broke is the server's matter, not the file's.
  if (error instanceof ExplainGateError || !(error instanceof pg.DatabaseError || typeof error === 'string')) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const said = typeof error === 'string' ? error : describeDatabaseError(error);
  return new SchemaError(`${file}:${line} (${side}): ${said}`, { code, hint, cause: error });
}
