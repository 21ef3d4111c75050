import type { Parameter } from '../statement.ts';
import type { Token } from '../token.ts';
import { atName } from './at-name.ts';
import { colonName } from './colon-name.ts';
import { sqlcCall } from './sqlc-call.ts';

const styles = [sqlcCall, colonName, atName] as const;

/** A statement as PostgreSQL takes it. */
export interface RewrittenStatement {
  readonly sql: string;
  /** One entry per distinct `$n`, ordered by position. */
  readonly parameters: readonly Parameter[];
}

/**
 * Writes every named placeholder as `$n`: names count up from the highest `$n` that the statement has of its own, and
 * one name is one parameter. Everything else stays as it is, byte for byte. `tokens` are the statement's, by `scanSql`.
 */
export function rewritePlaceholders(text: string, tokens: readonly Token[]): RewrittenStatement {
  const words = tokens.filter((token) => token.kind !== 'comment');
  const numbered = words
    .filter((token) => token.kind === 'parameter')
    .map((token) => Number(token.text.slice(1)));
  const parameters = new Map<number, string | null>(numbered.map((position) => [position, null]));
  const first = numbered.reduce((highest, position) => Math.max(highest, position), 0) + 1;
  const positions = new Map<string, number>();
  const finders = styles.map((style) => style(words));
  let sql = '';
  let copied = 0;
  for (let index = 0; index < words.length; index++) {
    const token = words[index];
    const found = firstOf(finders, index);
    const last = words[index + (found?.length ?? 1) - 1];
    if (token === undefined || last === undefined || found === null) continue;
    const position = positions.get(found.name) ?? first + positions.size;
    positions.set(found.name, position);
    parameters.set(position, found.name);
    sql = join(sql + text.slice(copied, token.start), `$${position}`);
    if (isWordCharacter(text.charAt(last.end))) sql += ' ';
    copied = last.end;
    index += found.length - 1;
  }
  const ordered = [...parameters].sort(([a], [b]) => a - b);
  return { sql: sql + text.slice(copied), parameters: ordered.map(([position, name]) => ({ position, name })) };
}

function firstOf<T>(finders: readonly ((index: number) => T | null)[], index: number): T | null {
  for (const find of finders) {
    const found = find(index);
    if (found !== null) return found;
  }
  return null;
}

/** `SELECT:x` must not become the identifier `SELECT$1`. */
function join(before: string, placeholder: string): string {
  return isWordCharacter(before.slice(-1)) ? `${before} ${placeholder}` : before + placeholder;
}

/** PostgreSQL's identifiers take letters, digits, `_`, `$` and everything beyond ASCII. */
function isWordCharacter(character: string): boolean {
  return /^[\w$\u0080-\uffff]$/.test(character);
}
