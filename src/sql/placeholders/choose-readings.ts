import { type ParseTree, parseSql } from '../parser.ts';
import type { SqlResult } from '../sql-rejection.ts';
import { findImplausible } from './find-implausible.ts';
import type { Reading } from './placeholder-style.ts';
import { isWritable, type RenderedStatement, type RenderInput, renderReadings } from './render-readings.ts';

/** Texts tried for one statement. Each costs a parse, about 0.1 ms for a statement of a kilobyte. */
const MAX_TRIES = 200;

/** Text parsed for one statement, UTF-16 units over all tries: some tenths of a second. */
const MAX_PARSED = 2_000_000;

/** The readings that PostgreSQL's parser takes together; the likeliest ones when it takes none. */
export interface ChosenReadings {
  /** Index of the reading of each candidate. */
  readonly chosen: readonly number[];
  readonly rendered: RenderedStatement;
  readonly parsed: SqlResult<ParseTree>;
}

/**
 * Finds the readings under which a statement parses. All candidates begin with their likeliest reading; where the parser
 * stops, the last candidate before that place that has another reading takes it, and those behind it begin anew.
 * PostgreSQL's parser stops at the first token that nothing can follow, so a reading is dropped only for a reason.
 */
export function chooseReadings(input: RenderInput): ChosenReadings {
  const { candidates, rowWidth } = input;
  const choices = candidates.map(({ readings }) =>
    readings.flatMap((reading, index) => (isWritable(reading, rowWidth) ? [{ reading, index }] : [])),
  );
  const at = candidates.map(() => 0);
  let first: ChosenReadings | null = null;
  let length = 0;
  for (let tries = 0; tries < MAX_TRIES && length <= MAX_PARSED; tries++) {
    const chosen = choices.map((choice, index) => choice[at[index] ?? 0]?.index ?? 0);
    const rendered = renderReadings(input, chosen);
    const parsed = parseSql(rendered.sql);
    length += rendered.sql.length;
    const stop = findStop(rendered, parsed);
    const result = { chosen, rendered, parsed };
    if (stop === null) return result;
    first ??= result;
    const isLimit = !parsed.ok && parsed.rejection.kind === 'limit';
    if (isLimit || !chooseNext(choices, at, rendered, stop)) break;
  }
  return first ?? fallBack(input);
}

/** Where the text stops to be SQL, an offset into it; null when it does not. */
function findStop({ sql, spans }: RenderedStatement, parsed: SqlResult<ParseTree>): number | null {
  if (!parsed.ok) return parsed.rejection.offset ?? sql.length;
  return spans.length === 0 ? null : findImplausible(sql, parsed.value);
}

function chooseNext(
  choices: readonly (readonly { readonly reading: Reading }[])[],
  at: number[],
  { sql, spans }: RenderedStatement,
  stop: number,
): boolean {
  for (let index = choices.length - 1; index >= 0; index--) {
    const { start = 0, end = 0 } = spans[index] ?? {};
    const isOpen = ({ reading }: { readonly reading: Reading }) =>
      reading.only === undefined ||
      (reading.only === 'stopped-at' && stop < end) ||
      (reading.only === 'stopped-near' && sql.slice(end, stop).trim() === '');
    const next =
      start > stop
        ? -1
        : (choices[index] ?? []).findIndex((choice, place) => place > (at[index] ?? 0) && isOpen(choice));
    if (next > 0) {
      at[index] = next;
      return true;
    }
    at[index] = 0;
  }
  return false;
}

function fallBack(input: RenderInput): ChosenReadings {
  const chosen = input.candidates.map(() => 0);
  const rendered = renderReadings(input, chosen);
  return { chosen, rendered, parsed: parseSql(rendered.sql) };
}
