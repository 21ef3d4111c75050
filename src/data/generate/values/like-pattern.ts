import pg from 'pg';
import { type Expression, sql } from '../sql/expression.ts';
import { hexadecimal } from './texts.ts';

/**
 * A text that matches a LIKE pattern: the number of the value stands in place of its first `%`, nothing in place of the
 * others, and an `x` for each `_`.
 */
export function renderPattern(pattern: string, index: Expression, count: number): Expression {
  let [text, placed] = ['', false];
  const pieces: Expression[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at] ?? '';
    if (sign === '\\') {
      at += 1;
      text += pattern[at] ?? '';
    } else if (sign === '_') text += 'x';
    else if (sign !== '%') text += sign;
    else if (!placed) {
      placed = true;
      pieces.push(sql`${pg.escapeLiteral(text)}`, hexadecimal(index, count));
      text = '';
    }
  }
  pieces.push(sql`${pg.escapeLiteral(text)}`);
  return pieces.reduce((left, right) => sql`${left} || ${right}`);
}
