/**
 * What the program says about a hole. `value`: a tagged template sends it beside the SQL. `list`: a helper that sends
 * many values, such as `Prisma.join(ids)`. `fragment`: SQL text, known from how it is made. `unknown`: pasted into the
 * text, where it can be anything.
 */
export type HoleNature = 'value' | 'list' | 'fragment' | 'unknown';

/** A place in a template whose text is not known. */
export interface Hole {
  /** The expression as it stands in the program. */
  readonly source: string;
  readonly nature: HoleNature;
}

/** What a program puts together to make SQL: text, and holes. */
export type TemplatePart = string | Hole;

/** Marks of holes start here, above every parameter number that PostgreSQL's protocol can carry (65535). */
const FIRST_MARK = 900_001;

/** Longest name that PostgreSQL tells from another, characters. */
const LONGEST_NAME = 64;

/** A template as one text, in which every hole is a mark that PostgreSQL's scanner takes. */
export interface MarkedTemplate {
  readonly text: string;
  /** Where each part stands in `text`, by index of the part; `end` is exclusive. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Puts the parts together. A hole's mark is a parameter; a part of the word that it ends (`users_${year}`); and only
 * the digits where the text has the `$` (`$${position}`). A hole directly after another is marked like that one.
 */
export function markHoles(parts: readonly TemplatePart[]): MarkedTemplate {
  let text = '';
  let sign = '$';
  const spans: { start: number; end: number }[] = [];
  for (const [index, part] of parts.entries()) {
    const start = text.length;
    if (typeof part !== 'string' && typeof parts[index - 1] !== 'object')
      sign = signAfter(text.slice(-LONGEST_NAME));
    text += typeof part === 'string' ? part : `${sign}${FIRST_MARK + index}`;
    spans.push({ start, end: text.length });
  }
  return { text, spans };
}

/** `before` is enough of the text to see the word that a hole stands directly after. */
function signAfter(before: string): string {
  const word = /[\w$\u0080-\uffff]*$/.exec(before)?.[0] ?? '';
  if (word === '$') return '';
  // A number ends where a hole begins: `LIMIT 5${more}`; so does a parameter.
  if (/^\$?\d/.test(word)) return ' $';
  return word === '' || word.endsWith('$') ? '$' : 'h';
}
