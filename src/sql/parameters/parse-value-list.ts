import { constantText } from './literals.ts';
import { bareParameter, type Node, nameOf, parseStatement } from './syntax.ts';

/** A value as text, an array, or null for SQL NULL. */
export type ListedValue = string | null | readonly ListedValue[];

/** Values by position, or by the name of the parameter (`$2` for one without a name). */
export type ListedValues = readonly ListedValue[] | Readonly<Record<string, ListedValue>>;

/**
 * Reads constants by PostgreSQL's own grammar: `42, 'open', NULL, ARRAY[1, 2]`, or `customer = 42, "dueOn" = '2026-01-01'`.
 * Undefined when it is anything else. Names are matched as PostgreSQL folds them.
 */
export function parseValueList(list: string, names: readonly (string | null)[]): ListedValues | undefined {
  const tree = parseStatement(`SELECT ${list}`);
  const { targetList = [], ...others } = tree && 'SelectStmt' in tree ? tree.SelectStmt : {};
  const isMore = Object.values(others).some((part) => typeof part === 'object');
  if (targetList.length === 0 || isMore) return undefined;
  const values = targetList.map((target) => ('ResTarget' in target ? target.ResTarget.val : undefined));
  const named = values.map((value) => readNamed(value, names));
  if (named.every((one) => one !== undefined)) return Object.fromEntries(named);
  const plain = values.map((value) => value && readConstant(value));
  return plain.every((one) => one !== undefined) ? plain : undefined;
}

function readNamed(
  node: Node | undefined,
  names: readonly (string | null)[],
): readonly [string, ListedValue] | undefined {
  if (!node || !('A_Expr' in node) || nameOf(node.A_Expr.name?.[0]) !== '=') return undefined;
  const { lexpr, rexpr } = node.A_Expr;
  const value = rexpr && readConstant(rexpr);
  const position = bareParameter(lexpr);
  const folded =
    lexpr && 'ColumnRef' in lexpr ? (lexpr.ColumnRef.fields ?? []).map(nameOf).join('.') : undefined;
  const name =
    position === undefined
      ? (names.find((one) => one === folded) ?? names.find((one) => one?.toLowerCase() === folded) ?? folded)
      : `$${position}`;
  return name === undefined || value === undefined ? undefined : [name, value];
}

function readConstant(node: Node): ListedValue | undefined {
  if ('TypeCast' in node && node.TypeCast.arg) return readConstant(node.TypeCast.arg);
  if ('A_ArrayExpr' in node) {
    const elements = (node.A_ArrayExpr.elements ?? []).map(readConstant);
    return elements.every((one) => one !== undefined) ? elements : undefined;
  }
  if ('A_Const' in node && node.A_Const.isnull) return null;
  return constantText(node);
}
