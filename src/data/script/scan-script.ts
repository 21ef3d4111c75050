import { ASCII, isDigit, isSpace, isWordPart, isWordStart } from './bytes.ts';
import { scanQuoted } from './scan-quoted.ts';
import type { ScanState } from './scan-state.ts';

/** What ended the scan: a statement, a backslash, or the window. */
export type ScanStop = 'semicolon' | 'backslash' | 'window';

/** What the scan may know of the script beyond the bytes in the window. */
export interface ScanContext {
  /** No more bytes follow the window. */
  readonly atEnd: boolean;
  /** The session's `standard_conforming_strings`: a backslash in '…' is an ordinary character. */
  readonly standardStrings: boolean;
}

/** Enough to tell CREATE OR REPLACE PROCEDURE, ALTER DEFAULT PRIVILEGES, … from each other. */
const KEYWORDS_KEPT = 8;

/**
 * Goes on to the next semicolon that ends a statement, or to the next backslash outside of quotes and comments, and
 * leaves `state.position` on it. `window` means that more bytes are needed; at the end of the script, that it is over.
 *
 * The rules are those of psql's own scanner (psqlscan.l; "Lexical Structure" in PostgreSQL's manual): it decides where
 * a statement of a script ends, since the server's grammar never sees the file.
 */
export function scanScript(state: ScanState, bytes: Buffer, context: ScanContext): ScanStop {
  while (state.position < bytes.length) {
    const { position, mode } = state;
    if (state.mode !== 'code') scanQuoted(state, bytes, context.atEnd);
    else {
      const stop = scanCode(state, bytes, context);
      if (stop !== undefined) return stop;
    }
    // A token that the window cuts: it is looked at again, whole, when there is more.
    if (state.position === position && state.mode === mode) return 'window';
  }
  return 'window';
}

/** One token outside of quotes and comments. */
function scanCode(state: ScanState, bytes: Buffer, context: ScanContext): ScanStop | undefined {
  const at = state.position;
  const byte = bytes[at] ?? 0;
  if (isSpace(byte)) {
    if (byte === ASCII.lineFeed) state.line += 1;
    if (state.continuation === 'same-line' && (byte === ASCII.lineFeed || byte === ASCII.carriageReturn)) {
      state.continuation = 'next-line';
    }
    state.position += 1;
    return undefined;
  }
  const next = bytes[at + 1];
  // These mean something else when their neighbour is known.
  const paired = byte === ASCII.dash || byte === ASCII.slash || byte === ASCII.dollar;
  if (paired && next === undefined && !context.atEnd) return undefined;
  if (byte === ASCII.dash && next === ASCII.dash) {
    state.mode = 'line-comment';
    state.position += 2;
    return undefined;
  }
  const continuation = state.continuation;
  state.continuation = 'none';
  if (byte === ASCII.slash && next === ASCII.star) {
    open(state, 'block-comment', 2);
    state.depth = 1;
    return undefined;
  }
  if (byte === ASCII.backslash) return 'backslash';
  if (byte === ASCII.semicolon && state.parentheses.length === 0 && state.begins.length === 0)
    return 'semicolon';
  beginStatement(state);
  // An escape string goes on in a quote on a later line.
  if (byte === ASCII.quote)
    open(state, continuation === 'next-line' || !context.standardStrings ? 'escape-string' : 'plain-string', 1);
  else if (byte === ASCII.doubleQuote) open(state, 'quoted-identifier', 1);
  else if (byte === ASCII.dollar) scanDollar(state, bytes, context.atEnd);
  else if (isWordStart(byte)) scanWord(state, bytes, context.atEnd);
  else if (isDigit(byte)) scanNumber(state, bytes, context.atEnd);
  else {
    if (byte === ASCII.open) state.parentheses.push(state.line);
    else if (byte === ASCII.close) state.parentheses.pop();
    state.position += 1;
  }
  return undefined;
}

function beginStatement(state: ScanState): void {
  if (state.start >= 0) return;
  state.start = state.position;
  state.startLine = state.line;
}

function open(state: ScanState, mode: ScanState['mode'], length: number): void {
  state.mode = mode;
  state.openedAt = state.line;
  state.position += length;
}

/** `$tag$` opens a string, `$1` is a parameter, and a dollar by itself is the server's to judge. */
function scanDollar(state: ScanState, bytes: Buffer, atEnd: boolean): void {
  const at = state.position;
  let end = at + 1;
  const isParameter = isDigit(bytes[end]);
  if (isParameter) while (isDigit(bytes[end])) end += 1;
  else if (isWordStart(bytes[end])) while (isWordPart(bytes[end]) && bytes[end] !== ASCII.dollar) end += 1;
  if (end === bytes.length && !atEnd) return;
  if (isParameter) {
    state.position = end;
    return;
  }
  if (bytes[end] !== ASCII.dollar) {
    state.position = at + 1;
    return;
  }
  // A copy: the window moves on under it.
  state.tag = Buffer.from(bytes.subarray(at, end + 1));
  open(state, 'dollar', state.tag.length);
}

/** A number takes the letters behind it with it: `1e5`, `0x1F`, `1_000`; no string can begin with them. */
function scanNumber(state: ScanState, bytes: Buffer, atEnd: boolean): void {
  let end = state.position;
  while (isDigit(bytes[end])) end += 1;
  if (isWordStart(bytes[end])) while (isWordPart(bytes[end])) end += 1;
  if (end < bytes.length || atEnd) state.position = end;
}

function scanWord(state: ScanState, bytes: Buffer, atEnd: boolean): void {
  const at = state.position;
  let end = at + 1;
  while (isWordPart(bytes[end])) end += 1;
  // A prefix and its quote are two more bytes: U&'…'
  if (end + 2 > bytes.length && !atEnd) return;
  const letter = end - at === 1 ? (bytes[at] ?? 0) | 0x20 : 0;
  if (bytes[end] === ASCII.quote && (letter === 101 || letter === 98 || letter === 120)) {
    open(state, letter === 101 ? 'escape-string' : 'plain-string', 2);
    return;
  }
  if (letter === 117 && bytes[end] === ASCII.ampersand && bytes[end + 1] === ASCII.quote) {
    open(state, 'plain-string', 3);
    return;
  }
  state.position = end;
  countWord(state, end - at > 16 ? '' : bytes.toString('latin1', at, end).toLowerCase());
}

/** Keeps the first words, and the depth of BEGIN … END in the body of a routine: semicolons in there end nothing. */
function countWord(state: ScanState, word: string): void {
  const { keywords } = state;
  if (keywords.length < KEYWORDS_KEPT) keywords.push(word);
  if (state.parentheses.length > 0 || !isRoutine(keywords)) return;
  if (word === 'begin' || (word === 'case' && state.begins.length > 0)) state.begins.push(state.line);
  else if (word === 'end') state.begins.pop();
}

function isRoutine([first, second, third, fourth]: readonly string[]): boolean {
  const what = second === 'or' && third === 'replace' ? fourth : second;
  return first === 'create' && (what === 'function' || what === 'procedure');
}
