/**
 * Characters that a terminal or a browser obeys instead of showing: controls, and the format characters that reorder, join or hide
 * text (Unicode general categories Cc and Cf, UAX #9), line separators, lone surrogates. Line feed and tab are dealt with apart.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Foreign text with every unseen character spelled out (`\u{202e}`); line feeds are kept, tabs become spaces, CRLF one line feed. */
export function showText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(UNSEEN, (character) => (character === '\n' ? character : spell(character)));
}

/** As `showText`, on one line: line feeds are spelled out too. For names, paths and messages. */
export function showLine(text: string): string {
  return showText(text).replaceAll('\n', '\\n');
}

/** As `showLine`, of at most so many characters; what is cut off is marked. */
export function showShort(text: string, limit: number): string {
  // No character takes more than two units, so this bounds the work on a text of any length.
  const characters = [...showLine(text.slice(0, limit * 2))];
  return characters.length > limit || text.length > limit * 2
    ? `${characters.slice(0, limit).join('')}…`
    : characters.join('');
}

function spell(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
