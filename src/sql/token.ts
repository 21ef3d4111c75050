/** What PostgreSQL's scanner takes a stretch of text for. */
type TokenKind =
  | 'comment'
  | 'keyword'
  | 'identifier'
  | 'string'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'symbol';

/** One token of PostgreSQL's scanner. White space between tokens is no token; comments are. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly text: string;
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A token as libpg-query writes it; `start` and `end` are offsets in UTF-8 bytes. */
export interface RawToken {
  readonly start: number;
  readonly end: number;
  readonly tokenType: number;
  readonly keywordKind: number;
}

/** Token numbers of PostgreSQL's grammar, version 18, as libpg-query's scanner reports them. */
const KINDS: ReadonlyMap<number, TokenKind> = new Map<number, TokenKind>([
  [258, 'identifier'], // IDENT
  [259, 'identifier'], // UIDENT: U&"…"
  [260, 'number'], // FCONST
  [261, 'string'], // SCONST
  [262, 'string'], // USCONST: U&'…'
  [263, 'string'], // BCONST: B'…'
  [264, 'string'], // XCONST: X'…'
  [265, 'operator'], // Op
  [266, 'number'], // ICONST
  [267, 'parameter'], // PARAM: $1
  [275, 'comment'], // SQL_COMMENT: -- …
  [276, 'comment'], // C_COMMENT
]);

/** Tokens with their kinds, and with UTF-16 offsets in place of byte offsets; `raw` is in order of position. */
export function locateTokens(text: string, raw: readonly RawToken[]): readonly Token[] {
  let unit = 0;
  let byte = 0;
  const advance = (target: number): number => {
    while (byte < target && unit < text.length) {
      const codePoint = text.codePointAt(unit) ?? 0;
      unit += codePoint > 0xffff ? 2 : 1;
      byte += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
    return unit;
  };
  return raw.map(({ start, end, tokenType, keywordKind }) => {
    const from = advance(start);
    const to = advance(end);
    const kind = keywordKind > 0 ? 'keyword' : (KINDS.get(tokenType) ?? 'symbol');
    return { kind, text: text.slice(from, to), start: from, end: to };
  });
}

/** Whether a token is that keyword or symbol; `word` is in lower case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return (
    token !== undefined &&
    (token.kind === 'keyword' || token.kind === 'symbol' || token.kind === 'identifier') &&
    token.text.toLowerCase() === word
  );
}
