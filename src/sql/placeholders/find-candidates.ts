import { isWord } from '../token.ts';
import { placeholderStyles } from './index.ts';
import type { Reading, Slot, StatementTokens } from './placeholder-style.ts';

/** A stretch of the text with what it may be read as. */
export interface PlacedCandidate {
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The placeholder as it stands in the source. */
  readonly source: string;
  /** Never empty; the likeliest first. */
  readonly readings: readonly Reading[];
}

/** Every candidate of a statement, in order, none inside of another. */
export function findCandidates(statement: StatementTokens): readonly PlacedCandidate[] {
  const finders = placeholderStyles.map((style) => style(statement));
  const found: PlacedCandidate[] = [];
  for (let index = 0; index < statement.tokens.length; index++) {
    for (const find of finders) {
      const candidate = find(index);
      if (candidate === null) continue;
      found.push(place(statement, index, candidate.length, candidate.readings));
      index += candidate.length - 1;
      break;
    }
  }
  return found;
}

/** Takes the words around it into a candidate where they decide how it is written: `IN :ids`, `IN (:ids)`, `VALUES :rows`. */
function place(
  { text, tokens }: StatementTokens,
  index: number,
  length: number,
  readings: readonly Reading[],
): PlacedCandidate {
  const inBrackets = isWord(tokens[index - 1], '(') && isWord(tokens[index + length], ')');
  const word = inBrackets ? index - 2 : index - 1;
  const isIn = isWord(tokens[word], 'in');
  const isNegated = isIn && isWord(tokens[word - 1], 'not');
  const own = { start: tokens[index]?.start ?? 0, end: tokens[index + length - 1]?.end ?? 0 };
  const source = text.slice(own.start, own.end);
  if (!isIn) {
    const afterValues = isWord(tokens[index - 1], 'values');
    return {
      ...own,
      source,
      readings: readings.flatMap((reading) => (afterValues ? [reading, ...rowsOf(reading)] : [reading])),
    };
  }
  const start = tokens[isNegated ? word - 1 : word]?.start ?? own.start;
  const end = inBrackets ? (tokens[index + length]?.end ?? own.end) : own.end;
  const [before, behind] = [text.slice(start, own.start), text.slice(own.end, end)];
  const widened = readings.flatMap((reading): readonly Reading[] => {
    const slot = onlySlot(reading);
    if (slot?.is === 'list' || (slot?.is === 'value' && !inBrackets)) return listOf(slot, isNegated);
    return [{ ...reading, parts: [before, ...reading.parts, behind] }];
  });
  return { start, end, source, readings: widened };
}

/**
 * A list of any length is one array: PostgreSQL itself makes `= ANY` of `IN`. Where IN binds tighter than `=` would, one
 * value stands for the list.
 */
function listOf({ name }: Extract<Slot, { is: 'list' | 'value' }>, isNegated: boolean): readonly Reading[] {
  const slot: Slot = { is: 'value', name };
  return [
    { parts: [isNegated ? '<> ALL (' : '= ANY (', slot, ')'] },
    { parts: [isNegated ? 'NOT IN (' : 'IN (', slot, ')'] },
  ];
}

/** A value is none after VALUES; rows are. */
function rowsOf(reading: Reading): readonly Reading[] {
  const slot = onlySlot(reading);
  return slot?.is === 'value' ? [{ parts: [{ is: 'row', name: slot.name, fields: null }] }] : [];
}

function onlySlot({ parts }: Reading): Slot | null {
  const [slot] = parts;
  return parts.length === 1 && typeof slot === 'object' ? slot : null;
}
