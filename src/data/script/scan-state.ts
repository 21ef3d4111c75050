import type { Unfinished } from './script-item.ts';

/**
 * Where psql's scanner stands in a script. Changed in place while a script is read, so that a statement of any length
 * is looked at once, whatever the chunks in which it arrives.
 */
export interface ScanState {
  /** Next byte to look at, in the window. */
  position: number;
  /** Line of that byte. */
  line: number;
  mode:
    | 'code'
    | 'line-comment'
    | 'block-comment'
    | 'plain-string'
    | 'escape-string'
    | 'quoted-identifier'
    | 'dollar';
  /** Line where the string, comment or quoted identifier was opened. */
  openedAt: number;
  /** Nesting depth of block comments. */
  depth: number;
  /** `$tag$` of the dollar quote that is open. */
  tag: Buffer;
  /** Lines of the parentheses that are open. */
  parentheses: number[];
  /** Lines of the BEGIN and CASE that are open in the body of a routine. */
  begins: number[];
  /** First byte of the statement in the window; -1 before its first token. */
  start: number;
  startLine: number;
  /** The first words of the statement, lower-cased, quoted identifiers left out. */
  keywords: string[];
  /** An escape string has ended and only white space followed: `same-line`, or `next-line` after a line break. */
  continuation: 'none' | 'same-line' | 'next-line';
}

/** A scanner at the first line of a script. */
export function newScanState(): ScanState {
  return {
    position: 0,
    line: 1,
    mode: 'code',
    openedAt: 1,
    depth: 0,
    tag: Buffer.alloc(0),
    parentheses: [],
    begins: [],
    start: -1,
    startLine: 1,
    keywords: [],
    continuation: 'none',
  };
}

/** Makes ready for the next statement. */
export function startStatement(state: ScanState): void {
  state.start = -1;
  state.keywords = [];
  state.parentheses = [];
  state.begins = [];
  state.continuation = 'none';
}

/** What is open where the scan stands; undefined when a statement may end here. */
export function findUnfinished(state: ScanState): Unfinished | undefined {
  const line = state.openedAt;
  switch (state.mode) {
    case 'plain-string':
    case 'escape-string':
      return { what: 'string', line };
    case 'quoted-identifier':
      return { what: 'quoted identifier', line };
    case 'dollar':
      return { what: 'dollar-quoted string', line };
    case 'block-comment':
      return { what: 'comment', line };
    default: {
      const [begin] = state.begins;
      if (begin !== undefined) return { what: 'BEGIN ATOMIC body', line: begin };
      const [parenthesis] = state.parentheses;
      return parenthesis === undefined ? undefined : { what: 'parenthesis', line: parenthesis };
    }
  }
}
