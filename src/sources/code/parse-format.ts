import type { Expression, FormatExpression } from './expression.ts';

/** A piece of a format string: text, or what the program puts there. */
export type FormatPiece = string | { readonly value: Expression };

/** `%s`, `%-10.2f`, `%(name)s`, `%1$s`, `%[1]d`; `%%` is a percent sign. As C, Python, Go, PHP, Ruby and Java write them. */
const PERCENT =
  /%(?:%|(?:\((?<name>\w+)\)|<(?<angle>\w+)>|\[(?<bracket>\d+)\]|(?<dollar>\d+)\$)?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/g;

/** `{}`, `{0}`, `{name}`, `{name:>10}`; `{{` and `}}` are braces. As Python, Rust and C# write them. */
const BRACES = /\{\{|\}\}|\{(?<key>\w*)(?:[.![,:][^{}]*)?\}/g;

/**
 * A function that cuts the texts of one format string, in order, into text and arguments. These are the little languages
 * of format functions, not SQL: an argument that is missing stays as the text has it.
 */
export function createFormatParser(
  format: Pick<FormatExpression, 'style' | 'positional' | 'findNamed'>,
): (text: string) => readonly FormatPiece[] {
  let next = 0;
  const pattern = format.style === 'percent' ? PERCENT : BRACES;
  const findValue = ({
    name,
    angle,
    bracket,
    dollar,
    key,
  }: Record<string, string | undefined>): Expression | null => {
    const position = bracket ?? dollar;
    if (position !== undefined) return format.positional[Number(position) - 1] ?? null;
    const word = name ?? angle ?? key;
    if (word === undefined || word === '') return format.positional[next++] ?? null;
    return /^\d+$/.test(word) ? (format.positional[Number(word)] ?? null) : format.findNamed(word);
  };
  return (text) => {
    const pieces: FormatPiece[] = [];
    let copied = 0;
    for (const match of text.matchAll(pattern)) {
      const [whole] = match;
      const isEscape = whole === '%%' || whole === '{{' || whole === '}}';
      const value = isEscape ? null : findValue(match.groups ?? {});
      pieces.push(
        text.slice(copied, match.index),
        value === null ? (isEscape ? whole.charAt(0) : whole) : { value },
      );
      copied = match.index + whole.length;
    }
    pieces.push(text.slice(copied));
    return pieces.filter((piece) => piece !== '');
  };
}
