import { scanSql } from './parser.ts';
import { readQueryHeader } from './query-header.ts';
import type { Token } from './token.ts';

/** Stretches that the scanner rejects in one file; from then on the rest of the file is one of them. */
const MAX_REJECTED = 50;

/** Places tried for one rejected stretch; each try scans the text up to there. */
const MAX_TRIES = 20;

/**
 * The tokens of a file. What PostgreSQL's scanner rejects (`1a`, a quote that is never closed) is one `symbol` token,
 * which its parser then rejects in its own words. A quote that is never closed swallows what follows, so a file that
 * the scanner rejects is cut at its name comments first: the other queries of the file are not lost.
 */
export function scanFile(text: string): readonly Token[] {
  const whole = scanSql(text);
  if (whole.ok) return whole.value;
  if (whole.rejection.kind === 'limit') return [restOf(text, 0, text.length)];
  const starts = [0, ...findNameLines(text).filter((start) => start > 0)];
  return starts.flatMap((start, index) => scanStretch(text, start, starts[index + 1] ?? text.length));
}

function scanStretch(text: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  let from = start;
  for (let rejected = 0; rejected < MAX_REJECTED; rejected++) {
    const stretch = text.slice(from, end);
    const scanned = scanSql(stretch);
    if (scanned.ok) return [...tokens, ...shift(scanned.value, from)];
    const found = findRejected(stretch, scanned.rejection.message);
    if (found === null) break;
    tokens.push(...shift(found.before, from));
    const next = from + found.offset + found.length;
    tokens.push(restOf(text, from + found.offset, next));
    from = next;
  }
  return from < end ? [...tokens, restOf(text, from, end)] : tokens;
}

interface RejectedStretch {
  readonly before: readonly Token[];
  readonly offset: number;
  readonly length: number;
}

/**
 * Where the rejected token is: the scanner quotes it (`… at or near "1a"`) but does not say where it stands. It is the
 * first place with that text up to which the scanner takes everything; null when that can't be told.
 */
function findRejected(text: string, message: string): RejectedStretch | null {
  const near = /at or near "(?<near>.+)"$/s.exec(message)?.groups?.near;
  if (near === undefined) return null;
  let offset = text.indexOf(near);
  for (let tries = 0; tries < MAX_TRIES && offset >= 0; tries++) {
    const before = scanSql(text.slice(0, offset));
    const upTo = scanSql(text.slice(0, offset + near.length));
    if (before.ok && !upTo.ok && upTo.rejection.message === message) {
      return { before: before.value, offset, length: near.length };
    }
    offset = text.indexOf(near, offset + 1);
  }
  return null;
}

function restOf(text: string, start: number, end: number): Token {
  const rest = text.slice(start, end).trimEnd();
  return { kind: 'symbol', text: rest, start, end: start + rest.length };
}

function shift(tokens: readonly Token[], by: number): readonly Token[] {
  return by === 0 ? tokens : tokens.map((t) => ({ ...t, start: t.start + by, end: t.end + by }));
}

function findNameLines(text: string): readonly number[] {
  const starts: number[] = [];
  for (let start = 0; start >= 0 && start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (line.startsWith('--') && readQueryHeader(line) !== null) starts.push(start);
    start = end < 0 ? -1 : end + 1;
  }
  return starts;
}
