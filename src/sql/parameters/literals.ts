import { type Node, parseStatement } from './syntax.ts';

/** A literal of a type, which is written as PostgreSQL's `format_type` does; null is SQL NULL. */
export function makeLiteral(value: string | null, type: string): Node {
  const constant: Node =
    value === null ? { A_Const: { isnull: true } } : { A_Const: { sval: { sval: value } } };
  const parsed = parseStatement(`SELECT NULL::${type}`);
  const target = parsed && 'SelectStmt' in parsed ? parsed.SelectStmt.targetList?.[0] : undefined;
  const cast = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (!cast || !('TypeCast' in cast)) throw new Error(`PostgreSQL's parser does not know the type ${type}`);
  return { TypeCast: { ...cast.TypeCast, arg: constant } };
}

/** The text form of an array (PostgreSQL docs, section 8.15.2), every element quoted. */
export function toArrayText(values: readonly (string | null)[]): string {
  const elements = values.map((value) =>
    value === null ? 'NULL' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${elements.join(',')}}`;
}

/** Whether it is NULL, of whatever type. */
export function isNullConstant(node: Node): boolean {
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isNullConstant(node.TypeCast.arg);
  return 'A_Const' in node && node.A_Const.isnull === true;
}

/** The text of a constant in the query, or undefined for NULL and for what is no constant. */
export function constantText(node: Node): string | undefined {
  if ('TypeCast' in node && node.TypeCast.arg) return constantText(node.TypeCast.arg);
  if (!('A_Const' in node)) return undefined;
  const { ival, fval, boolval, sval, bsval, isnull } = node.A_Const;
  if (isnull) return undefined;
  // libpg-query leaves out zero, false and the empty string.
  if (ival) return String(ival.ival ?? 0);
  if (boolval) return String(boolval.boolval ?? false);
  return fval?.fval ?? bsval?.bsval ?? (sval ? (sval.sval ?? '') : undefined);
}
