import { constantText, isNullConstant, toArrayText } from '../../sql/parameters/literals.ts';
import type { ParameterUse } from '../../sql/parameters/parameter-use.ts';
import { PLACES } from '../../sql/parameters/write-choice.ts';
import type { ReadValue } from './probe/read-choices.ts';

/** A value as PostgreSQL reads it from text; null is SQL NULL. */
export type Value = string | null;

/** The values that a parameter has in the sets. */
export interface Pick {
  readonly typical: Value;
  /** Where it finds more: a wide range, a long list, a deep page. Left out where there is none. */
  readonly wide?: Value;
  /** Another kind of value: false, NULL, a list of one. */
  readonly other?: Value;
}

/** Lengths of lists. */
const LISTED = { one: 1, typical: 10, wide: 1_000 } as const;
/** Rows of a page, and how deep a deep page begins. */
const PAGE = { rows: 20, wide: 100, deepest: 10_000 } as const;

const AT = Object.fromEntries(Object.keys(PLACES).map((place, at) => [place, at])) as Record<
  keyof typeof PLACES,
  number
>;

/** What the values of one use depend on beside what was read. */
export interface PickContext {
  readonly use: ParameterUse;
  /** The same expression is bounded on the other side too. */
  readonly isBounded: boolean;
  /** Take the most frequent values first rather than evenly from all of them. */
  readonly frequentFirst: boolean;
  /** The query asks whether it is NULL. */
  readonly isOptional: boolean;
}

/** Makes the values of one parameter of what was read for it; undefined when nothing serves. */
export function pickValues({ value }: ReadValue, context: PickContext): Pick | undefined {
  const picked = pickByRole(value, context);
  if (!picked) return undefined;
  return context.isOptional ? { ...picked, other: null } : picked;
}

function pickByRole(
  value: ReadValue['value'],
  { use, isBounded, frequentFirst }: PickContext,
): Pick | undefined {
  const { role, index } = use;
  if (Array.isArray(value)) {
    const values: readonly (string | null)[] = value;
    switch (role) {
      case 'low':
      case 'high':
        return pickRange(values, role, isBounded);
      case 'member':
        return pickMember(readCounted(values), index, frequentFirst);
      default:
        return pickList(readCounted(values), frequentFirst);
    }
  }
  const text = value as Value;
  if (role === 'pattern' || role === 'fragment') return text === null ? undefined : pickPattern(text, role);
  return text === null ? undefined : { typical: text };
}

interface Counted {
  /** Most frequent first. */
  readonly values: readonly Value[];
  /** All occur equally often: none comes before another. */
  readonly areEqual: boolean;
}

function readCounted(texts: readonly (string | null)[]): Counted {
  const parts = texts.map((text) => (text ?? '').split(/ (.*)/s));
  const [first, last] = [parts[0], parts.at(-1)];
  return { values: parts.map(([, value]) => value ?? null), areEqual: first?.[0] === last?.[0] };
}

function pickMember({ values, areEqual }: Counted, index: number, frequentFirst: boolean): Pick | undefined {
  if (values.length === 0) return undefined;
  const at = frequentFirst && !areEqual ? index : index + Math.floor((values.length - 1) / 2);
  return { typical: values[at % values.length] ?? null };
}

function pickList({ values, areEqual }: Counted, frequentFirst: boolean): Pick | undefined {
  if (values.length === 0) return undefined;
  const first = frequentFirst && !areEqual;
  return {
    typical: toArrayText(first ? values.slice(0, LISTED.typical) : takeEvenly(values, LISTED.typical)),
    wide: toArrayText(values.slice(0, LISTED.wide)),
    other: toArrayText(takeEvenly(values, LISTED.one)),
  };
}

function pickRange(
  sorted: readonly (string | null)[],
  role: 'low' | 'high',
  isBounded: boolean,
): Pick | undefined {
  const at = (place: keyof typeof PLACES) => sorted[AT[place]] ?? null;
  if (at('middle') === null) return undefined;
  if (role === 'low') return { typical: at(isBounded ? 'middle' : 'nearLast'), wide: at('low') };
  return { typical: at(isBounded ? 'pastMiddle' : 'nearFirst'), wide: at('high') };
}

/** LIKE and regular expressions: the beginning of a word that the column holds, and a single character of it. */
function pickPattern(text: string, role: 'pattern' | 'fragment'): Pick | undefined {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  if (longest === '') return undefined;
  const letters = [...longest];
  const part = letters.slice(0, Math.max(3, Math.ceil(letters.length / 2))).join('');
  const one = letters[0] ?? '';
  if (role === 'fragment') return { typical: part, wide: one };
  const isFirst = text.startsWith(longest);
  return { typical: `${isFirst ? '' : '%'}${part}%`, wide: `%${one}%` };
}

function takeEvenly<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values;
  return Array.from(
    { length: count },
    (_, at) => values[Math.floor(((at + 0.5) * values.length) / count)] as T,
  );
}

/** Values of what meets no row: pages, conditions, constants of the query. `rows` is how many the query may go over. */
export function pickWithoutRows(use: ParameterUse, rows: number): Pick | undefined {
  switch (use.role) {
    case 'limit':
      return { typical: String(PAGE.rows), wide: String(PAGE.wide) };
    case 'offset':
      return { typical: '0', wide: String(Math.min(PAGE.deepest, Math.floor(rows / 2))) };
    case 'flag':
      return { typical: 'true', other: 'false' };
    case 'constant': {
      if (use.value && isNullConstant(use.value)) return { typical: null };
      const text = use.value ? constantText(use.value) : undefined;
      return text === undefined ? undefined : { typical: text };
    }
    default:
      return undefined;
  }
}
