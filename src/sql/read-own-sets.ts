import type { SetComment } from './conventions/set-comment.ts';
import { parseValueList } from './parameters/parse-value-list.ts';
import type { Failure, Parameter, Statement } from './statement.ts';

/** Reads the sets of values in a statement's comments; a line that is no list of constants is a failure that shows it. */
export function readOwnSets(
  comments: readonly SetComment[],
  parameters: readonly Parameter[],
  place: string,
): { readonly sets: Statement['ownSets']; readonly failure: Failure | null } {
  if (comments.length === 0) return { sets: undefined, failure: null };
  const names = parameters.map(({ name }) => name);
  const sets: Record<string, NonNullable<ReturnType<typeof parseValueList>>> = {};
  for (const { name, list } of comments) {
    const values = parseValueList(list, names);
    if (values === undefined) {
      const message = `-- @param ${name}: expected constants, by position (42, 'x') or by name (id = 42), found ${list} (${place})`;
      return { sets: undefined, failure: { kind: 'no-values', message } };
    }
    sets[name] = values;
  }
  return { sets, failure: null };
}
