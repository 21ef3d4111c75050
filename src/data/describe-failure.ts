import pg from 'pg';
import { ExplainGateError, SchemaError } from '../errors.ts';
import { mayShowData } from '../may-show-data.ts';

/** Where a failure of a migration or seed belongs. */
export interface DataPlace {
  readonly side: 'base' | 'head';
  /** Repository-relative; line 1-based. */
  readonly file: string;
  readonly line: number;
}

/** SQLSTATEs by which a server takes its leave (PostgreSQL docs, appendix A): its own end, not the file's fault. */
const LEAVING = /^(?:08...|57P0[1-5])$/;

/** SQLSTATE undefined_object: of a dump's OWNER TO and GRANT, a role. */
const UNDEFINED_OBJECT = '42704';

/**
 * A SchemaError that names the place and says what the server or `error`, a text, says. An error that is not about the
 * file (the server went away, a tree that can't be read) is given back as it is.
 */
export function dataError(
  { side, file, line }: DataPlace,
  error: unknown,
  { code = 'schema-sql', hint }: { readonly code?: string; readonly hint?: string | undefined } = {},
): Error {
  if (error instanceof ExplainGateError) return error;
  const refused = error instanceof pg.DatabaseError && !LEAVING.test(error.code ?? '');
  if (!refused && typeof error !== 'string') return error instanceof Error ? error : new Error(String(error));
  const said = typeof error === 'string' ? error : describeDatabaseError(error);
  return new SchemaError(`${file}:${line} (${side}): ${said}`, {
    code,
    hint: hint ?? (typeof error === 'string' ? undefined : hintFor(error)),
    cause: error,
    showsData: typeof error === 'string' ? [] : dataOf(error),
  });
}

/** What of a server's answer may quote rows and values. */
export function dataOf({ message, detail, where, code }: pg.DatabaseError): readonly (string | undefined)[] {
  return [detail, where, ...(mayShowData(code) ? [message] : [])];
}

/** What PostgreSQL said, as one text with its detail and hint, and its SQLSTATE. */
function describeDatabaseError(error: pg.DatabaseError): string {
  const more = [
    error.constraint === undefined ? undefined : `constraint: ${error.constraint}`,
    error.detail === undefined ? undefined : `detail: ${error.detail}`,
    error.where === undefined ? undefined : `where: ${error.where}`,
    error.hint === undefined ? undefined : `hint: ${error.hint}`,
  ].filter((line) => line !== undefined);
  return [`${error.message} (SQLSTATE ${error.code ?? 'unknown'})`, ...more].join('\n  ');
}

function hintFor({ code }: pg.DatabaseError): string | undefined {
  if (code !== UNDEFINED_OBJECT) return undefined;
  return 'Where it is a role: create it in a file that is listed before, or write the dump with pg_dump --no-owner --no-privileges.';
}
