import { scanSql } from '../../sql/parser.ts';

/** Shown in place of a text that PostgreSQL's scanner can't read, and so of one whose literals nobody can tell. */
const WITHHELD = '… (withheld: its literals can not be told)';

/** A literal shorter than this is in every other message by chance. */
const SHORTEST_IN_MESSAGES = 3;

/**
 * Replaces literals by numbered placeholders, `'…1'` for texts and `…2` for numbers: equal literals get equal numbers, so that a
 * diff still shows what differs. One for each query. Needs the parser loaded.
 */
export class LiteralRedaction {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<string, string>();

  /** SQL, or an expression as EXPLAIN prints it. */
  redactSql(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const scanned = scanSql(text);
    const redacted = scanned.ok ? this.#replaceTokens(text, scanned.value) : WITHHELD;
    this.#known.set(text, redacted);
    return redacted;
  }

  /** A parameter's value. */
  redactValue(value: string): string {
    return `…${this.#number(value)}`;
  }

  /** A message: the literals and values seen before, and what the server quotes of the statement or of a value. */
  redactMessage(text: string): string {
    let redacted = text.replace(QUOTED_INPUT, (_, words: string) => `${words}"…"`);
    const literals = [...this.#numbers].filter(([literal]) => literal.length >= SHORTEST_IN_MESSAGES);
    for (const [literal, number] of literals.toSorted(([a], [b]) => b.length - a.length))
      redacted = redacted.replaceAll(literal, `…${number}`);
    return redacted;
  }

  #replaceTokens(
    text: string,
    tokens: readonly { kind: string; text: string; start: number; end: number }[],
  ): string {
    let written = '';
    let at = 0;
    for (const { kind, text: token, start, end } of tokens) {
      if (kind !== 'string' && kind !== 'number') continue;
      const number = this.#number(kind === 'string' ? unquote(token) : token);
      written += `${text.slice(at, start)}${kind === 'string' ? `'…${number}'` : `…${number}`}`;
      at = end;
    }
    return written + text.slice(at);
  }

  #number(literal: string): number {
    const known = this.#numbers.get(literal);
    if (known !== undefined) return known;
    this.#numbers.set(literal, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}

/** Where the server's messages repeat input or data: `syntax error at or near "…"`, `invalid input syntax for type integer: "…"`. */
const QUOTED_INPUT = /(\bat or near |\binvalid [\w ]+: |\bout of range for type [\w ]+: |\bKey |: )"[\s\S]*"/gu;

/** The value of a plain or dollar-quoted literal; of others the text between the quotes. */
function unquote(token: string): string {
  const [, , dollar] = /^(\$[^$]*\$)([\s\S]*)\1$/u.exec(token) ?? [];
  return (
    dollar ??
    token
      .replace(/^[^']*'/u, '')
      .replace(/'$/u, '')
      .replaceAll("''", "'")
  );
}

/** A text that quotes the server, of which no literal is known: what the server quotes of input or data is cut. */
export function redactServerText(text: string): string {
  return new LiteralRedaction().redactMessage(text);
}
