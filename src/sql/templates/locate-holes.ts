import type { Token } from '../token.ts';
import { isWord } from '../token.ts';
import type { HolePlace, Slot, StatementPiece } from './slot.ts';
import type { Hole, MarkedTemplate, TemplatePart } from './template.ts';

/** Types that SQL texts write before a literal: `interval '1 day'`. PostgreSQL takes no parameter in its place. */
const LITERAL_TYPES = new Set([
  'interval',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
  'jsonb',
  'inet',
]);

/** A hole, and where its mark stands in the marked text. */
interface MarkedHole {
  readonly index: number;
  readonly hole: Hole;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts one statement of a marked template into text and slots, by the token that each mark is in. A hole in a comment
 * is left out: what stands there changes nothing. `tokens` are the statement's, with offsets into the marked text.
 */
export function locateHoles(
  parts: readonly TemplatePart[],
  { text, spans }: MarkedTemplate,
  tokens: readonly Token[],
): readonly StatementPiece[] {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const holes = parts.flatMap((part, index): readonly MarkedHole[] => {
    const span = spans[index];
    if (typeof part === 'string' || span === undefined) return [];
    return span.start >= start && span.end <= end ? [{ index, hole: part, ...span }] : [];
  });
  const pieces: StatementPiece[] = [];
  let copied = start;
  let next = 0;
  for (const [index, token] of tokens.entries()) {
    const inside: MarkedHole[] = [];
    for (let hole = holes[next]; hole !== undefined && hole.start < token.end; hole = holes[next]) {
      inside.push(hole);
      next++;
    }
    if (inside.length === 0) continue;
    const place = placeOf(tokens, index, inside);
    const type = place === 'literal' ? literalTypeBefore(tokens, index) : null;
    const from = place === 'literal' ? (type ?? token).start : place === 'number' ? token.start : null;
    if (from !== null) {
      pieces.push(text.slice(copied, from), makeSlot(inside, place ?? 'code', type?.text ?? null));
      copied = token.end;
      continue;
    }
    for (const hole of inside) {
      pieces.push(text.slice(copied, hole.start));
      if (place !== null) pieces.push(makeSlot([hole], place, null, followsIn(tokens, index)));
      copied = hole.end;
    }
  }
  pieces.push(text.slice(copied, end));
  return pieces.filter((piece) => piece !== '');
}

/** Null in a comment. */
function placeOf(tokens: readonly Token[], index: number, holes: readonly MarkedHole[]): HolePlace | null {
  const token = tokens[index];
  const [first] = holes;
  if (token === undefined || first === undefined || token.kind === 'comment') return null;
  if (token.kind === 'string') return /^e?'/i.test(token.text) ? 'literal' : 'text';
  if (token.kind !== 'parameter') return 'name';
  if (first.start > token.start) return 'number';
  return touchesName(token, tokens[index - 1], tokens[index + 1]) ? 'name' : 'code';
}

/** Beside a dot, or directly before the rest of a word. */
function touchesName(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (isWord(before, '.') && before?.end === token.start) return true;
  if (after === undefined || after.start !== token.end) return false;
  return (
    isWord(after, '.') || after.kind === 'identifier' || after.kind === 'keyword' || after.kind === 'number'
  );
}

function literalTypeBefore(tokens: readonly Token[], index: number): Token | null {
  const type = tokens[index - 1];
  return type !== undefined && LITERAL_TYPES.has(type.text.toLowerCase()) ? type : null;
}

/** `in` and `in (`: the only places where a list of values is known to be one. */
function followsIn(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return isWord(before, 'in') || (isWord(before, '(') && isWord(tokens[index - 2], 'in'));
}

function makeSlot(
  holes: readonly MarkedHole[],
  place: HolePlace,
  cast: string | null,
  takesList = false,
): Slot {
  const source = holes.map(({ hole }) => hole.source).join(', ');
  const nature = holes.find(({ hole }) => hole.nature !== 'value')?.hole.nature ?? 'value';
  return { place, nature: nature === 'list' && !takesList ? 'fragment' : nature, cast, source };
}
