import type { ParseTree } from '../parser.ts';
import type { SqlResult } from '../sql-rejection.ts';
import type { Parameter } from '../statement.ts';
import type { Token } from '../token.ts';
import { chooseReadings } from './choose-readings.ts';
import { findCandidates, type PlacedCandidate } from './find-candidates.ts';
import { findInsertWidth } from './insert-width.ts';
import { NO_HINTS, type PlaceholderHints, type Reading } from './placeholder-style.ts';
import { renderReadings } from './render-readings.ts';

/** A statement as PostgreSQL takes it. */
export interface RewrittenStatement {
  readonly sql: string;
  /** One entry per distinct `$n`, ordered by position. */
  readonly parameters: readonly Parameter[];
  /** Placeholders, as they stand in the source, for names or pieces of SQL that only the program knows; `sql` keeps them. */
  readonly fragments: readonly string[];
  /** What PostgreSQL's parser makes of it, fragments guessed at; null when it was not asked. */
  readonly parsed: SqlResult<ParseTree> | null;
}

/**
 * Writes every placeholder as `$n`: names and marks count up from the highest `$n` that the statement has of its own, and
 * one name is one parameter. Everything else stays as it is, byte for byte. What may be a placeholder or an operator is
 * whatever PostgreSQL's parser takes, a placeholder first where it takes both. `tokens` are the statement's, by `scanSql`.
 */
export function rewritePlaceholders(
  text: string,
  tokens: readonly Token[],
  hints: PlaceholderHints = NO_HINTS,
): RewrittenStatement {
  const words = tokens.filter((token) => token.kind !== 'comment');
  const candidates = findCandidates({ text, tokens: words, hints });
  const own = words.filter(({ kind }) => kind === 'parameter').map((token) => Number(token.text.slice(1)));
  const ownParameters = [...new Set(own)].map((position) => ({ position, name: null }));
  if (candidates.length === 0) {
    return { sql: text, parameters: sortByPosition(ownParameters), fragments: [], parsed: null };
  }
  const highest = [...own, ...numbersOf(candidates)].reduce((most, number) => Math.max(most, number), 0);
  const input = { text, candidates, highest, rowWidth: findInsertWidth(text, candidates) };
  const { chosen, rendered, parsed } = chooseReadings(input);
  const fragments = candidates.filter(({ readings }, index) => isFragment(readings[chosen[index] ?? 0]));
  const sql = fragments.length > 0 ? renderReadings(input, chosen, 'source').sql : rendered.sql;
  const taken = new Set(rendered.parameters.map(({ position }) => position));
  const parameters = [...ownParameters.filter(({ position }) => !taken.has(position)), ...rendered.parameters];
  return {
    sql,
    parameters: sortByPosition(parameters),
    fragments: [...new Set(fragments.map(({ source }) => source))],
    parsed,
  };
}

/** Positions that numbered placeholders ask for. */
function numbersOf(candidates: readonly PlacedCandidate[]): readonly number[] {
  return candidates.flatMap(({ readings }) =>
    readings.flatMap(({ parts }) =>
      parts.flatMap((part) => (typeof part === 'object' && part.is === 'value' ? (part.number ?? []) : [])),
    ),
  );
}

function isFragment(reading: Reading | undefined): boolean {
  return reading?.parts.some((part) => typeof part === 'object' && part.is === 'fragment') ?? false;
}

function sortByPosition(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.toSorted((a, b) => a.position - b.position);
}
