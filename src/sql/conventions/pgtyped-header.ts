import type { QueryHeader } from '../query-header.ts';

const NAME = /(?<![\w.])@name[ \t]+(?<name>\w+)/;

/** `@param users -> ((name, age)...)`, `@param user -> (name, age!)`, `@param ids -> (...)`. */
const PARAMETER =
  /@param[ \t]+(?<name>\w+)\s*->\s*\((?:\s*\.\.\.\s*|\s*\((?<rows>[^()]*)\)\s*\.\.\.\s*|(?<row>[^()]*))\)/g;

/** pgtyped's comment with `@name GetUsers`, and how its parameters spread. */
export function readPgtypedHeader(comment: string): QueryHeader | null {
  if (!comment.startsWith('/*')) return null;
  const name = NAME.exec(comment)?.groups?.name;
  if (name === undefined) return null;
  const spreads = new Map<string, 'list' | readonly string[]>();
  for (const { groups } of comment.matchAll(PARAMETER)) {
    const fields = groups?.rows ?? groups?.row;
    spreads.set(groups?.name ?? '', fields === undefined ? 'list' : listFields(fields));
  }
  return { name, kind: 'query', spreads, convention: 'pgtyped' };
}

/** Names without pgtyped's mark for "not null". */
function listFields(text: string): readonly string[] {
  return text
    .split(',')
    .map((field) => field.trim().replace(/!$/, ''))
    .filter((field) => field !== '');
}
