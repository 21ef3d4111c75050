import { canonicalOf } from './canonical.ts';
import { fingerprintSql, type ParseTree, parseSql } from './parser.ts';
import { rewritePlaceholders } from './placeholders/rewrite-placeholders.ts';
import type { SqlRejection, SqlResult } from './sql-rejection.ts';
import type { Failure, Parameter, Statement, StatementKind } from './statement.ts';
import { isSessionStatement, statementKindOf } from './statement-kind.ts';
import type { Token } from './token.ts';

/** What the text of a statement says by itself. */
export type StatementDescription = Pick<
  Statement,
  'text' | 'sql' | 'kind' | 'parameters' | 'canonical' | 'fingerprint'
> & {
  /** It steers the session (SET, BEGIN …) and is no query. */
  readonly isSession: boolean;
  /** Why the parser did not take it; `offset` is into `sql`. */
  readonly rejection: SqlRejection | null;
};

/** Rewrites, parses and classifies one statement; `tokens` are its own, with offsets into `text`. */
export function describeStatement(text: string, tokens: readonly Token[]): StatementDescription {
  const { sql, parameters } = rewritePlaceholders(text, tokens);
  const parsed = parseSql(sql);
  if (!parsed.ok) return rejected(text, sql, parameters, parsed.rejection);
  const [statement] = parsed.value;
  if (statement === undefined || parsed.value.length > 1) {
    return rejected(text, sql, parameters, { kind: 'syntax', message: 'not one statement', offset: null });
  }
  const identity = identify(sql, parsed.value);
  if (!identity.ok) return rejected(text, sql, parameters, identity.rejection);
  const kind: StatementKind = statementKindOf(statement);
  return {
    text,
    sql,
    kind,
    parameters,
    ...identity.value,
    isSession: isSessionStatement(statement),
    rejection: null,
  };
}

/** Why a statement of kind `other` is not measured. */
export function describeUnmeasured(tokens: readonly Token[]): Failure {
  const words = tokens.filter((token) => token.kind === 'keyword').slice(0, 2);
  const title = words.map((token) => token.text.toUpperCase()).join(' ');
  const message = `${title} is not measured: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES are`;
  return { kind: 'unsupported', message };
}

function identify(
  sql: string,
  tree: ParseTree,
): SqlResult<{ readonly canonical: string; readonly fingerprint: string }> {
  const fingerprint = fingerprintSql(sql);
  if (!fingerprint.ok) return fingerprint;
  try {
    return { ok: true, value: { canonical: canonicalOf(tree), fingerprint: fingerprint.value } };
  } catch (cause) {
    // JSON.stringify walks the tree on the stack.
    if (!(cause instanceof RangeError)) throw cause;
    return { ok: false, rejection: { kind: 'limit', message: 'nested too deeply', offset: null } };
  }
}

function rejected(
  text: string,
  sql: string,
  parameters: readonly Parameter[],
  rejection: SqlRejection,
): StatementDescription {
  const nothing = { kind: 'other', canonical: null, fingerprint: null, isSession: false } as const;
  return { text, sql, parameters, rejection, ...nothing };
}
