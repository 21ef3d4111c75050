import type { Node } from '@pgsql/types';
import { deparseSync } from 'pgsql-deparser';
import { parseSql } from '../parser.ts';

export type { Node } from '@pgsql/types';

/** The parse tree of exactly one statement, or null; the parser must be loaded. */
export function parseStatement(sql: string): Node | null {
  const parsed = parseSql(sql);
  const [tree, ...more] = parsed.ok ? parsed.value : [];
  // libpg-query's JSON is what its own package of types describes.
  return tree !== undefined && more.length === 0 ? (tree as unknown as Node) : null;
}

/** SQL of a tree or of a part of one. */
export function writeSql(node: Node): string {
  return deparseSync(quoteCteNames(node), { pretty: false });
}

/** pgsql-deparser writes the name of a CTE as it stands in the tree, without the quotes that "group" or "Big" needs. */
function quoteCteNames<T>(tree: T): T {
  return rewriteTree(tree, (node) => {
    if (!('CommonTableExpr' in node)) return undefined;
    const { ctename = '', ...query } = node.CommonTableExpr;
    return { CommonTableExpr: { ...quoteCteNames(query), ctename: `"${ctename.replaceAll('"', '""')}"` } };
  });
}

/** Every node of a tree, outermost first, with its type. */
export function* walkTree(tree: unknown): Generator<Node> {
  if (typeof tree !== 'object' || tree === null) return;
  if (isNode(tree)) yield tree;
  for (const child of Object.values(tree)) yield* walkTree(child);
}

/**
 * A copy of a tree in which `replace` has had its say about each node, outermost first: what it gives is taken as it
 * is, undefined goes on into the node.
 */
export function rewriteTree<T>(tree: T, replace: (node: Node) => Node | undefined): T {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((child) => rewriteTree(child, replace)) as T;
  const replaced = isNode(tree) ? replace(tree) : undefined;
  if (replaced !== undefined) return replaced as T;
  return Object.fromEntries(
    Object.entries(tree).map(([key, child]) => [key, rewriteTree(child, replace)]),
  ) as T;
}

/** A node has its type, which begins with a capital letter, as its only key. */
export function isNode(value: object): value is Node {
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && /^[A-Z]/.test(key);
}

/** Numbers of the parameters in a tree. */
export function parametersIn(tree: unknown): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const node of walkTree(tree)) if ('ParamRef' in node) numbers.add(node.ParamRef.number ?? 0);
  return numbers;
}

/** The number of the parameter that a node is, casts left aside; undefined for anything else. */
export function bareParameter(node: Node | undefined): number | undefined {
  if (node === undefined) return undefined;
  if ('TypeCast' in node) return bareParameter(node.TypeCast.arg);
  return 'ParamRef' in node ? (node.ParamRef.number ?? 0) : undefined;
}

/** The first column that is named in a tree, or undefined. */
export function firstColumn(tree: unknown): Node | undefined {
  for (const node of walkTree(tree)) if ('ColumnRef' in node) return node;
  return undefined;
}

/** The conditions that all have to hold for a condition to hold. */
export function conjunctsOf(condition: Node | undefined): readonly Node[] {
  if (condition === undefined) return [];
  if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR')
    return (condition.BoolExpr.args ?? []).flatMap(conjunctsOf);
  return [condition];
}

/** The text of a node that is a name. */
export function nameOf(node: Node | undefined): string {
  return node !== undefined && 'String' in node ? (node.String.sval ?? '') : '';
}
