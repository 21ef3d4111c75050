import type { ParseTree } from '../parser.ts';
import { findMisreadParameter, findParameterPositions, type ParameterPosition } from './hole-positions.ts';
import { parseTemplateText } from './parse-template-text.ts';
import { listRenderings, type RenderedPieces, type Rendering, renderPieces } from './render-slots.ts';
import type { Slot, StatementPiece } from './slot.ts';

/** Texts tried for one statement. Each costs a parse, about 0.1 ms for a statement of a kilobyte. */
const MAX_TRIES = 80;

/** A statement whose slots are understood. */
export interface FilledStatement extends RenderedPieces {
  /** The parse tree; where a slot is a fragment, of one statement that it could be. */
  readonly node: ParseTree[number];
  /** Slots that are no values, in order. */
  readonly fragments: readonly Slot[];
}

/**
 * Finds out what each slot is, by asking PostgreSQL's parser: a value where a parameter parses, else a name, else a
 * piece of SQL. A parameter that parses where no value can be meant, such as a whole condition, is a fragment too.
 * Null when nothing makes it a statement. `highest` is the highest `$n` that the text has of its own; `hasPlaceholders`
 * says that it has others too.
 */
export function fillHoles(
  pieces: readonly StatementPiece[],
  { highest, hasPlaceholders }: { readonly highest: number; readonly hasPlaceholders: boolean },
): FilledStatement | null {
  const choices = pieces.map((piece) => (typeof piece === 'string' ? [] : listRenderings(piece)));
  const chosen = pieces.map(() => 0);
  const renderingOf = (index: number): Rendering | undefined => choices[index]?.[chosen[index] ?? 0];
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const rendered = renderPieces(pieces, highest, renderingOf);
    const answer = parseTemplateText(rendered.text, hasPlaceholders);
    const misread = 'node' in answer ? findMisreadParameter(answer.node) : null;
    if ('node' in answer && misread === null) {
      const fragments = findFragments(pieces, rendered, answer.node);
      return { ...rendered, ...answer, fragments };
    }
    const offset = 'node' in answer ? misread : answer.offset;
    if (!chooseNext(choices, chosen, rendered, offset)) return null;
  }
  return null;
}

/** Moves the last slot before the error on; one that has no rendering left starts anew and the slot before it moves. */
function chooseNext(
  choices: readonly (readonly Rendering[])[],
  chosen: number[],
  { spans }: RenderedPieces,
  offset: number | null,
): boolean {
  for (let index = choices.length - 1; index >= 0; index--) {
    const renderings = choices[index]?.length ?? 0;
    if (renderings === 0 || (offset !== null && (spans[index]?.start ?? 0) > offset)) continue;
    const next = (chosen[index] ?? 0) + 1;
    chosen[index] = next < renderings ? next : 0;
    if (next < renderings) return true;
  }
  return false;
}

function findFragments(
  pieces: readonly StatementPiece[],
  { positions }: RenderedPieces,
  node: ParseTree[number],
): readonly Slot[] {
  const found = positions.size > 0 ? findParameterPositions(node) : new Map<number, ParameterPosition>();
  const readsRelation = 'SelectStmt' in node && JSON.stringify(node).includes('"fromClause"');
  return pieces.flatMap((piece, index) => {
    if (typeof piece === 'string') return [];
    const position = positions.get(index);
    const isValue = position !== undefined && canBeValue(piece, found.get(position) ?? 'value', readsRelation);
    return isValue ? [] : [piece];
  });
}

/**
 * Whether a slot in that position is a value that the program sends. Text that is pasted in bare can be a number at
 * most, so as a column or as the left side of a comparison it is a name. What a tag sends is a value everywhere but
 * where a value has no use: there it is a fragment that was made by the same tag.
 */
function canBeValue({ place, nature }: Slot, position: ParameterPosition, readsRelation: boolean): boolean {
  if (place === 'number' || place === 'literal') return true;
  if (position === 'condition' || position === 'sort') return false;
  if (nature === 'unknown') return position === 'value';
  return position !== 'column' || !readsRelation;
}
