import type { Parameter } from '../statement.ts';
import type { PlacedCandidate } from './find-candidates.ts';
import type { Reading, Slot } from './placeholder-style.ts';
import { SqlWriter } from './sql-writer.ts';

/** Stands for a name that only the program knows; no name that anybody writes. */
const UNKNOWN_NAME = 'explain_gate_hole';

/** A statement, its candidates, and what the rendering has to know of it. */
export interface RenderInput {
  readonly text: string;
  readonly candidates: readonly PlacedCandidate[];
  /** The highest `$n` that the text has of its own, or that a numbered placeholder has. */
  readonly highest: number;
  /** How many values a row has whose fields the source does not name; null when that is not known. */
  readonly rowWidth: number | null;
}

/** A statement with one reading of each candidate. */
export interface RenderedStatement {
  readonly sql: string;
  /** Those of the candidates, ordered by position; one entry per distinct `$n`. */
  readonly parameters: readonly Parameter[];
  /** Where each candidate stands in `sql`; `end` is exclusive. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Writes a statement with the reading of each candidate that `chosen` names; fragments as guesses, or as in the source. */
export function renderReadings(
  { text, candidates, highest, rowWidth }: RenderInput,
  chosen: readonly number[],
  fragments: 'guess' | 'source' = 'guess',
): RenderedStatement {
  const parameters = new Map<number, string | null>();
  const named = new Map<string, number>();
  let next = highest + 1;
  const take = (name: string | null, number?: number): number => {
    const position = number ?? (name === null ? undefined : named.get(name)) ?? next++;
    if (name !== null) named.set(name, position);
    parameters.set(position, name);
    return position;
  };
  const written = new SqlWriter();
  let copied = 0;
  const spans = candidates.map(({ start, end, source, readings }, index) => {
    written.append(text.slice(copied, start));
    copied = end;
    const from = written.length;
    for (const part of readings[chosen[index] ?? 0]?.parts ?? []) {
      if (typeof part === 'string') written.append(part);
      else if (part.is !== 'fragment') {
        const number = part.is === 'value' ? part.number : undefined;
        const values = valuesOf(part, rowWidth).map((name) => `$${take(name, number)}`);
        written.append(part.is === 'row' ? `(${values.join(', ')})` : (values[0] ?? ''), 'slot');
      } else if (fragments === 'source') written.append(source);
      else written.append(part.as === 'name' ? UNKNOWN_NAME : ' ', 'slot');
    }
    const span = { start: from, end: Math.max(written.length, from + 1) };
    return span;
  });
  written.append(text.slice(copied));
  const ordered = [...parameters].sort(([a], [b]) => a - b);
  return {
    sql: written.toString(),
    parameters: ordered.map(([position, name]) => ({ position, name })),
    spans,
  };
}

/** Whether a reading can be written: a row of unknown fields needs the columns of its INSERT. */
export function isWritable({ parts }: Reading, rowWidth: number | null): boolean {
  return (
    rowWidth !== null ||
    parts.every((part) => typeof part === 'string' || part.is !== 'row' || part.fields !== null)
  );
}

/** The names of the values of a slot. */
function valuesOf(
  slot: Exclude<Slot, { is: 'fragment' }>,
  rowWidth: number | null,
): readonly (string | null)[] {
  const { name } = slot;
  if (slot.is !== 'row') return [name];
  const fields = slot.fields ?? Array.from({ length: rowWidth ?? 1 }, (_, index) => String(index + 1));
  return fields.map((field) => (name === null ? null : `${name}.${field}`));
}
