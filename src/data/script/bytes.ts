/** ASCII codes of the characters that mean something to PostgreSQL's scanner. */
export const ASCII = {
  tab: 9,
  lineFeed: 10,
  verticalTab: 11,
  formFeed: 12,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  dollar: 36,
  ampersand: 38,
  quote: 39,
  open: 40,
  close: 41,
  star: 42,
  dash: 45,
  dot: 46,
  slash: 47,
  semicolon: 59,
  backslash: 92,
} as const;

/** White space between tokens. */
export function isSpace(byte: number): boolean {
  return byte === ASCII.space || (byte >= ASCII.tab && byte <= ASCII.carriageReturn);
}

/** A digit. */
export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** A byte that may begin a word; every byte of a non-ASCII character may. */
export function isWordStart(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95 || byte >= 128)
  );
}

/** A byte that may go on with a word. */
export function isWordPart(byte: number | undefined): boolean {
  return isWordStart(byte) || isDigit(byte) || byte === ASCII.dollar;
}
