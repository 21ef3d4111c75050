import { percentName } from './percent-name.ts';
import { percentS } from './percent-s.ts';
import type { PlaceholderStyle } from './placeholder-style.ts';

/** `%%`: where a statement has `%s` or `%(name)s`, drivers send one percent sign for two, inside of strings too. */
export const percentEscape: PlaceholderStyle = (statement) => {
  const { tokens } = statement;
  const finders = [percentS(statement), percentName(statement)];
  const isFormat = tokens.some((_, index) => finders.some((find) => find(index) !== null));
  return (index) => {
    const token = tokens[index];
    if (!isFormat || !token?.text.includes('%%')) return null;
    if (token.kind !== 'operator' && token.kind !== 'string') return null;
    return { length: 1, readings: [{ parts: [token.text.replaceAll('%%', '%')] }] };
  };
};
