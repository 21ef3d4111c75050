import { openByteWindow } from './byte-window.ts';
import { decodeText } from './decode-text.ts';
import { readCopyRows } from './read-copy-rows.ts';
import { scanMetaCommand } from './scan-meta-command.ts';
import { scanScript } from './scan-script.ts';
import { findUnfinished, newScanState, startStatement } from './scan-state.ts';
import { ScriptFailure } from './script-failure.ts';
import type { ScriptItem } from './script-item.ts';

/** A longer statement is no statement any more but a quote or parenthesis that nobody closed. 256 MiB. */
const MAX_STATEMENT_BYTES = 268_435_456;

/** A script that is read from its start, in order. */
export interface ScriptReader {
  /** The next statement or meta-command; undefined at the end. @throws ScriptFailure */
  next(standardStrings: boolean): Promise<ScriptItem | undefined>;
  /** The data behind a COPY … FROM stdin, up to the line `\.`, as it stands. @throws ScriptFailure */
  copyRows(copyLine: number): AsyncGenerator<Buffer>;
  /** Line of the next byte. */
  readonly line: number;
  close(): Promise<void>;
}

/** Opens a script that begins on `firstLine` of its file; it is never in memory as a whole. */
export function readScript(stream: AsyncIterable<Buffer>, firstLine = 1): ScriptReader {
  const window = openByteWindow(stream);
  const state = { ...newScanState(), line: firstLine };
  let begun = false;

  const discard = () => {
    window.discard(state.position);
    state.position = 0;
  };
  const begin = async () => {
    begun = true;
    await window.grow(5);
    if (window.bytes.subarray(0, 5).toString('latin1') === 'PGDMP') {
      throw new ScriptFailure(
        1,
        'schema-not-sql',
        "this is pg_dump's custom format, not a script",
        'Write it with pg_dump --format=plain.',
      );
    }
    if (window.bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'))) window.discard(3);
  };
  const takeStatement = (end: number): ScriptItem => {
    const { startLine: line, keywords } = state;
    const text = decodeText(window.bytes.subarray(state.start, end), line);
    return { kind: 'statement', text, line, keywords };
  };
  const finish = (): ScriptItem | undefined => {
    const open = findUnfinished(state);
    if (open !== undefined) {
      throw new ScriptFailure(
        open.line,
        'schema-unfinished',
        `the file ends inside a ${open.what} that begins here`,
      );
    }
    // psql sends what is left at the end, semicolon or not.
    const item = state.start < 0 ? undefined : takeStatement(state.position);
    startStatement(state);
    discard();
    return item;
  };

  return {
    get line() {
      return state.line;
    },
    async next(standardStrings) {
      if (!begun) await begin();
      for (;;) {
        const { atEnd } = window;
        const stop = scanScript(state, window.bytes, { atEnd, standardStrings });
        if (stop === 'window') {
          if (atEnd) return finish();
          // White space and comments between statements need not be kept.
          if (state.start < 0) discard();
          if (window.bytes.length > MAX_STATEMENT_BYTES) throw tooLong(state.startLine, findUnfinished(state));
          await window.grow(window.bytes.length - state.position);
        } else if (stop === 'semicolon') {
          const item = state.start < 0 ? undefined : takeStatement(state.position);
          state.position += 1;
          startStatement(state);
          discard();
          if (item !== undefined) return item;
        } else {
          const command = scanMetaCommand(window.bytes, state, atEnd);
          if (command !== undefined) return command;
          await window.grow(window.bytes.length);
        }
      }
    },
    copyRows: (copyLine) => readCopyRows(window, state, copyLine),
    close: () => window.close(),
  };
}

function tooLong(line: number, open: ReturnType<typeof findUnfinished>): ScriptFailure {
  const inside = open === undefined ? '' : `; a ${open.what} is open since line ${open.line}`;
  return new ScriptFailure(line, 'schema-too-long', `this statement is longer than 256 MiB${inside}`);
}
