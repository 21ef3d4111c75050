/** ANSI "select graphic rendition" codes (ECMA-48, 8.3.117). */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A colour or weight of terminal text. */
export type Style = keyof typeof CODES;

/** Text in a style, for a terminal. */
export function paint(style: Style, text: string): string {
  return `\u001b[${CODES[style]}m${text}\u001b[0m`;
}
