import type { ByteWindow } from './byte-window.ts';
import { ASCII } from './bytes.ts';
import { countLines } from './decode-text.ts';
import type { ScanState } from './scan-state.ts';
import { ScriptFailure } from './script-failure.ts';

const END_OF_DATA = Buffer.from('\n\\.');

/**
 * The lines between COPY … FROM stdin and `\.`, byte for byte, in pieces of whole lines or less. Moves the scan behind
 * the line `\.`. A file that ends without it is taken for a cut-off file, where psql would take it for the end of the
 * data: half of a seed must not pass for all of it.
 */
export async function* readCopyRows(
  window: ByteWindow,
  state: ScanState,
  copyLine: number,
): AsyncGenerator<Buffer> {
  await skipRestOfLine(window, state, copyLine);
  // The byte before the window is a line break.
  let lineStart = true;
  for (;;) {
    const { bytes, atEnd } = window;
    const end = findEndOfData(bytes, lineStart, atEnd);
    if (end === 'unknown') {
      if (atEnd)
        throw new ScriptFailure(
          copyLine,
          'schema-unfinished',
          'the file ends inside the data of this COPY: there is no line \\.',
        );
      // All but what could be the start of the last line goes out.
      const ready = Math.max(0, bytes.length - 4);
      if (ready > 0) {
        state.line += countLines(bytes.subarray(0, ready));
        lineStart = bytes[ready - 1] === ASCII.lineFeed;
        yield Buffer.from(bytes.subarray(0, ready));
        window.discard(ready);
      }
      await window.grow(1);
      continue;
    }
    if (end > 0) {
      state.line += countLines(bytes.subarray(0, end));
      yield Buffer.from(bytes.subarray(0, end));
    }
    window.discard(end + 2);
    return;
  }
}

/** Offset of the line `\.`, where the data ends. */
function findEndOfData(bytes: Buffer, lineStart: boolean, atEnd: boolean): number | 'unknown' {
  if (lineStart && bytes[0] === ASCII.backslash && bytes[1] === ASCII.dot && endsLine(bytes, 2, atEnd))
    return 0;
  for (let at = bytes.indexOf(END_OF_DATA); at >= 0; at = bytes.indexOf(END_OF_DATA, at + 1)) {
    if (endsLine(bytes, at + 3, atEnd)) return at + 1;
  }
  return 'unknown';
}

/** Nothing but a line break follows. */
function endsLine(bytes: Buffer, at: number, atEnd: boolean): boolean {
  if (bytes[at] === ASCII.lineFeed) return true;
  if (bytes[at] === ASCII.carriageReturn)
    return bytes[at + 1] === ASCII.lineFeed || (atEnd && at + 1 === bytes.length);
  return atEnd && at === bytes.length;
}

/** The data begins on the line after the semicolon. */
async function skipRestOfLine(window: ByteWindow, state: ScanState, copyLine: number): Promise<void> {
  let end = window.bytes.indexOf(ASCII.lineFeed);
  while (end < 0 && !window.atEnd) {
    await window.grow(1);
    end = window.bytes.indexOf(ASCII.lineFeed);
  }
  const rest = window.bytes
    .subarray(0, end < 0 ? window.bytes.length : end)
    .toString()
    .trim();
  if (rest !== '' && !rest.startsWith('--')) {
    throw new ScriptFailure(
      copyLine,
      'schema-copy-line',
      'the data of COPY … FROM stdin begins on the next line; something else follows on this one',
    );
  }
  if (end < 0) return;
  window.discard(end + 1);
  state.line += 1;
}
