import { constantText } from '../literals.ts';
import { type Node, nameOf } from '../syntax.ts';

/** A value within JSON. */
export interface JsonPath {
  /** What holds the JSON. */
  readonly root: Node;
  /** Keys from the outside in. */
  readonly path: readonly string[];
  /** `->>`, which gives text; `->` gives JSON. */
  readonly isText: boolean;
}

/** Reads `root -> 'a' ->> 'b'`, its keys all constant texts; undefined for any other expression. */
export function readPath(node: Node): JsonPath | undefined {
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return undefined;
  const { name, lexpr, rexpr } = node.A_Expr;
  const operator = nameOf(name?.at(-1));
  if ((operator !== '->' && operator !== '->>') || !lexpr || !rexpr) return undefined;
  const isKey = 'A_Const' in rexpr && rexpr.A_Const.sval !== undefined;
  const key = isKey ? constantText(rexpr) : undefined;
  if (key === undefined) return undefined;
  const isText = operator === '->>';
  const outer = readPath(lexpr);
  if (outer) return outer.isText ? undefined : { root: outer.root, path: [...outer.path, key], isText };
  return { root: lexpr, path: [key], isText };
}
