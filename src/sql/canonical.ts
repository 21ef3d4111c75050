import type { ParseTree } from './parser.ts';

/** Fields of PostgreSQL's parse nodes that hold positions in the text. */
const POSITIONS: ReadonlySet<string> = new Set([
  'location',
  'name_location',
  'stmt_location',
  'stmt_len',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
]);

/** A parse tree as text: equal for two statements exactly when the trees are equal, positions left out. */
export function canonicalOf(tree: ParseTree): string {
  return JSON.stringify(tree, (key, value: unknown) => (POSITIONS.has(key) ? undefined : value));
}
