import type { Slot, StatementPiece } from './slot.ts';

/** How a slot is written while PostgreSQL's parser is asked: as a parameter, or as a piece of SQL. */
export interface Rendering {
  readonly is: 'value' | 'fragment';
  readonly render: (parameter: string) => string;
}

/** What stands in for a name that is not known; no name that anybody writes. */
const UNKNOWN = 'explain_gate_hole';

const VALUE: Rendering = { is: 'value', render: (parameter) => parameter };
const VALUE_LIST: Rendering = { is: 'value', render: (parameter) => `(${parameter})` };
const NAME = fragment(UNKNOWN);

/** Pieces of SQL that programs paste in: nothing, a list, assignments, an operator, a clause, a subquery. */
const PIECES = [
  '',
  `(${UNKNOWN})`,
  `${UNKNOWN} = ${UNKNOWN}`,
  '=',
  `where ${UNKNOWN}`,
  `, ${UNKNOWN}`,
  `${UNKNOWN},`,
  // Before VALUES, which alone is no query that a program sends: `WITH … ${rest}`.
  `select ${UNKNOWN}`,
  `values (${UNKNOWN})`,
  `set ${UNKNOWN} = ${UNKNOWN}`,
  `from ${UNKNOWN}`,
].map(fragment);

function fragment(text: string): Rendering {
  return { is: 'fragment', render: () => text };
}

/** The renderings that a slot can have, likeliest first; never empty. */
export function listRenderings({ place, nature, cast }: Slot): readonly Rendering[] {
  if (place === 'number') return [VALUE];
  if (place === 'name' || place === 'text') return [NAME];
  if (place === 'literal') {
    const value: Rendering =
      cast === null ? VALUE : { is: 'value', render: (parameter) => `${parameter}::${cast}` };
    return [value, fragment("''")];
  }
  if (nature === 'fragment') return [NAME, ...PIECES];
  return [VALUE, ...(nature === 'list' ? [VALUE_LIST] : []), NAME, ...PIECES];
}

/** A statement with a rendering for every slot. */
export interface RenderedPieces {
  readonly text: string;
  /** Where each piece starts and ends in `text`, by index of the piece. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** The `$n` of each slot that is written as a value, by index of the piece. */
  readonly positions: ReadonlyMap<number, number>;
}

/** Writes the pieces in a row; values are numbered from the highest `$n` of the text on. */
export function renderPieces(
  pieces: readonly StatementPiece[],
  highest: number,
  renderingOf: (index: number) => Rendering | undefined,
): RenderedPieces {
  let text = '';
  const spans: { start: number; end: number }[] = [];
  const positions = new Map<number, number>();
  for (const [index, piece] of pieces.entries()) {
    const rendering = typeof piece === 'string' ? undefined : (renderingOf(index) ?? NAME);
    let written = typeof piece === 'string' ? piece : '';
    if (rendering !== undefined) {
      const position = highest + positions.size + 1;
      if (rendering.is === 'value') positions.set(index, position);
      written = rendering.render(`$${position}`);
    }
    // Two holes in a row, or a hole that stood in for a quoted string, must not become one word with their neighbour.
    if (isGlued(text, written, pieces[index - 1], piece)) text += ' ';
    const start = text.length;
    text += written;
    spans.push({ start, end: text.length });
  }
  return { text, spans, positions };
}

function isGlued(
  before: string,
  written: string,
  previous: StatementPiece | undefined,
  piece: StatementPiece,
): boolean {
  if (previous === undefined || belongsToWord(previous) || belongsToWord(piece)) return false;
  return /[\w$\u0080-\uffff]$/.test(before) && /^[\w$\u0080-\uffff]/.test(written);
}

function belongsToWord(piece: StatementPiece): boolean {
  return typeof piece !== 'string' && (piece.place === 'name' || piece.place === 'text');
}
