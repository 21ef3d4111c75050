import { canonicalOf } from './canonical.ts';
import { fingerprintSql, type ParseTree, parseSql } from './parser.ts';
import type { PlaceholderHints } from './placeholders/placeholder-style.ts';
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
  /** In words, why only the program knows its text; it is not parsed as it stands then. */
  readonly dynamic: string | null;
};

/** Most placeholders that a message names. */
const SHOWN_FRAGMENTS = 3;

/** Rewrites, parses and classifies one statement; `tokens` are its own, with offsets into `text`. */
export function describeStatement(
  text: string,
  tokens: readonly Token[],
  hints?: PlaceholderHints,
): StatementDescription {
  const { sql, parameters, fragments, parsed: known } = rewritePlaceholders(text, tokens, hints);
  const parsed = known ?? parseSql(sql);
  if (fragments.length > 0) {
    const [statement] = parsed.ok ? parsed.value : [];
    const kind = statement ? statementKindOf(statement) : 'other';
    return asDynamic({ ...unread(text, sql, parameters), kind }, describeFragments(fragments));
  }
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
    dynamic: null,
  };
}

/** The statement as one whose text only the program knows: nothing is compared by it, and nothing is sent. */
export function asDynamic(description: StatementDescription, why: string): StatementDescription {
  return {
    ...description,
    canonical: null,
    fingerprint: null,
    isSession: false,
    rejection: null,
    dynamic: why,
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
  return { ...unread(text, sql, parameters), rejection };
}

/** A statement without a parse tree. */
function unread(text: string, sql: string, parameters: readonly Parameter[]): StatementDescription {
  const nothing = { kind: 'other', canonical: null, fingerprint: null, isSession: false } as const;
  return { text, sql, parameters, ...nothing, rejection: null, dynamic: null };
}

function describeFragments(fragments: readonly string[]): string {
  const shown = fragments.slice(0, SHOWN_FRAGMENTS).map((fragment) => `\`${fragment}\``);
  const more = fragments.length > SHOWN_FRAGMENTS ? ` and ${fragments.length - SHOWN_FRAGMENTS} more` : '';
  const is = fragments.length > 1 ? 'are names or pieces' : 'is a name or a piece';
  return `${shown.join(', ')}${more} ${is} of SQL that only the program knows`;
}
