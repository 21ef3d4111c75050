import { type PlaceholderStyle, readAdjacentName } from './placeholder-style.ts';

/** `@name`, as sqlc writes it. `@>`, `<@` and `@ x` are operators. */
export const atName: PlaceholderStyle = (tokens) => (index) => {
  if (tokens[index]?.kind !== 'operator' || tokens[index].text !== '@') return null;
  const name = readAdjacentName(tokens, index);
  return name === null ? null : { name, length: 2 };
};
