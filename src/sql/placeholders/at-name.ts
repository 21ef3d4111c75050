import { readAdjacentName } from './adjacent.ts';
import { isKnownOperator } from './known-operators.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';
import { asItStands, asItStandsWhereStopped, value } from './readings.ts';

/**
 * `@name`, as sqlc, gorm and pgx write it, also behind an operator: `=@name`. `@>` and `@ x` are operators, and so are
 * `<@name` and `@@name`: where PostgreSQL has an operator of that name, it is meant.
 */
export const atName: PlaceholderStyle = ({ text, tokens }) => {
  return (index) => {
    const token = tokens[index];
    if (token?.kind !== 'operator' || !token.text.endsWith('@')) return null;
    const name = readAdjacentName(tokens, index + 1);
    if (name === null) return null;
    const placeholder = value(name, token.text.slice(0, -1));
    const own = tokens.slice(index, index + 2);
    const isOperator = token.text !== '@' && isKnownOperator(token.text);
    const readings = isOperator
      ? [asItStands(text, own), placeholder]
      : [placeholder, asItStandsWhereStopped(text, own)];
    return { length: 2, readings };
  };
};
