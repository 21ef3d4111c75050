import type { Token } from '../token.ts';
import { followsOperand, readAdjacentNumber } from './adjacent.ts';
import { isKnownOperator } from './known-operators.ts';
import type { PlaceholderStyle, Reading, Slot } from './placeholder-style.ts';
import { asItStands } from './readings.ts';

const MARK: Slot = { is: 'value', name: null };

/**
 * `?`, as JDBC, MySQL's drivers and many others write it, `?1` (JPA, SQLite), and `??`, which is JDBC's way to write the
 * operator `?` and knex's to write a name. PostgreSQL's scanner takes `?` for an operator, and `=?` or `||?||` for one too.
 * Behind an operand it is the operator, elsewhere a value, and where the parser does not take that, the other of the two.
 * Only `@?` is the operator wherever it can be.
 */
export const questionMark: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    const token = tokens[index];
    if (token?.kind !== 'operator' || !token.text.includes('?')) return null;
    if (token.text.includes('??')) return { length: 1, readings: escaped(token) };
    const number = readAdjacentNumber(tokens, index + 1);
    if (token.text.endsWith('?') && number !== null) {
      const parts = [...splitAtMarks(token.text).slice(0, -1), { is: 'value', name: null, number } as const];
      const own = asItStands(text, tokens.slice(index, index + 2));
      return { length: 2, readings: [{ parts }, own] };
    }
    const split: Reading = { parts: splitAtMarks(token.text) };
    const own = asItStands(text, [token]);
    const isBinary = token.text.startsWith('?') ? followsOperand(tokens, index) : isKnownOperator(token.text);
    return { length: 1, readings: isBinary ? [own, split] : [split, own] };
  };
};

function splitAtMarks(operator: string): (string | Slot)[] {
  return operator
    .split('?')
    .flatMap((text, index) => (index === 0 ? [text] : [MARK, text]))
    .filter((part) => part !== '');
}

function escaped({ text }: Token): readonly Reading[] {
  const operator: Reading = { parts: [text.replaceAll('??', '?')] };
  return text === '??' ? [{ parts: [{ is: 'fragment', as: 'name' }] }, operator] : [operator];
}
