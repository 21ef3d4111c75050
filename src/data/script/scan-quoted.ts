import { ASCII } from './bytes.ts';
import type { ScanState } from './scan-state.ts';

/** Goes on inside a string, a quoted identifier or a comment, to its end or to the end of the window. */
export function scanQuoted(state: ScanState, bytes: Buffer, atEnd: boolean): void {
  // Both bytes of a pair must be in the window, unless nothing follows.
  const last = atEnd ? bytes.length : bytes.length - 1;
  switch (state.mode) {
    case 'line-comment':
      scanLineComment(state, bytes);
      break;
    case 'block-comment':
      scanBlockComment(state, bytes, last);
      break;
    case 'dollar':
      scanDollarString(state, bytes, atEnd);
      break;
    default:
      scanString(state, bytes, last);
  }
}

function scanLineComment(state: ScanState, bytes: Buffer): void {
  let at = state.position;
  while (at < bytes.length && bytes[at] !== ASCII.lineFeed && bytes[at] !== ASCII.carriageReturn) at += 1;
  state.position = at;
  // The line break is white space of the code that follows.
  if (at < bytes.length) state.mode = 'code';
}

/** Comments nest. */
function scanBlockComment(state: ScanState, bytes: Buffer, last: number): void {
  let at = state.position;
  for (; at < last && state.depth > 0; at += 1) {
    const byte = bytes[at];
    if (byte === ASCII.lineFeed) state.line += 1;
    else if (byte === ASCII.star && bytes[at + 1] === ASCII.slash) {
      state.depth -= 1;
      at += 1;
    } else if (byte === ASCII.slash && bytes[at + 1] === ASCII.star) {
      state.depth += 1;
      at += 1;
    }
  }
  state.position = at;
  if (state.depth === 0) state.mode = 'code';
}

/** '…', E'…' and "…": a doubled quote stands for itself. */
function scanString(state: ScanState, bytes: Buffer, last: number): void {
  const quote = state.mode === 'quoted-identifier' ? ASCII.doubleQuote : ASCII.quote;
  const escapes = state.mode === 'escape-string';
  let at = state.position;
  for (; at < last; at += 1) {
    const byte = bytes[at];
    if (byte === ASCII.lineFeed) state.line += 1;
    else if (escapes && byte === ASCII.backslash) {
      at += 1;
      if (bytes[at] === ASCII.lineFeed) state.line += 1;
    } else if (byte === quote) {
      if (bytes[at + 1] === quote) at += 1;
      else {
        state.position = at + 1;
        state.mode = 'code';
        state.continuation = escapes ? 'same-line' : 'none';
        return;
      }
    }
  }
  state.position = Math.min(at, bytes.length);
}

function scanDollarString(state: ScanState, bytes: Buffer, atEnd: boolean): void {
  const { tag } = state;
  const found = bytes.indexOf(tag, state.position);
  // Without its end in the window, all but a cut-off tag has been looked at.
  const end =
    found >= 0 ? found : atEnd ? bytes.length : Math.max(state.position, bytes.length - tag.length + 1);
  for (let at = state.position; at < end; at += 1) if (bytes[at] === ASCII.lineFeed) state.line += 1;
  state.position = end;
  if (found < 0) return;
  state.position = found + tag.length;
  state.mode = 'code';
}
