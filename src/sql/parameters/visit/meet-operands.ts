import type { A_Expr } from '@pgsql/types';
import type { ParameterRole } from '../parameter-use.ts';
import { firstColumn, type Node, nameOf, parametersIn } from '../syntax.ts';
import { solveOperand } from './solve-operand.ts';
import type { Meets } from './use-collector.ts';

/** An operand, and what a parameter in its place meets. */
export interface Operand {
  readonly node: Node | undefined;
  readonly meets: Meets | null;
}

/** Roles of a parameter at the left and at the right of a comparison. */
const COMPARISONS: Readonly<Record<string, readonly [ParameterRole, ParameterRole]>> = {
  '=': ['equal', 'equal'],
  '<': ['low', 'high'],
  '<=': ['low', 'high'],
  '>': ['high', 'low'],
  '>=': ['high', 'low'],
  '~~': ['sample', 'pattern'],
  '~~*': ['sample', 'pattern'],
  '~': ['sample', 'fragment'],
  '~*': ['sample', 'fragment'],
  '^@': ['sample', 'fragment'],
  '->': ['argument', 'json-key'],
  '->>': ['argument', 'json-key'],
  '?': ['argument', 'json-key'],
};

/** Operators that make a value of their operands: what they meet is what the result meets. */
const MAKERS: ReadonlySet<string> = new Set(['||', '+', '-', '*', '/', '%']);

/** The operands of an operator of any kind; `outside` is what its result meets. */
export function meetOperands(expression: A_Expr, outside: Meets | null): readonly Operand[] {
  const { kind = 'AEXPR_OP', name = [], lexpr, rexpr } = expression;
  const operator = nameOf(name.at(-1));
  switch (kind) {
    case 'AEXPR_OP':
      if (MAKERS.has(operator)) return makeOperands(operator, lexpr, rexpr, outside);
      return compare(lexpr, rexpr, ...(COMPARISONS[operator] ?? (['sample', 'sample'] as const)));
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return [
        { node: lexpr, meets: rexpr ? meet('equal', elementOf(rexpr)) : null },
        { node: rexpr, meets: meet('list', lexpr) },
      ];
    case 'AEXPR_IN':
      return [
        { node: lexpr, meets: meet('equal', firstOf(rexpr)) },
        { node: rexpr, meets: meet('member', lexpr) },
      ];
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return compare(lexpr, rexpr, 'equal', 'equal');
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR':
      return compare(lexpr, rexpr, 'sample', 'pattern');
    case 'AEXPR_NULLIF':
      return [lexpr, rexpr].map((node) => ({ node, meets: outside }));
    default: {
      // BETWEEN in its four kinds.
      const [low, high] = rexpr && 'List' in rexpr ? (rexpr.List.items ?? []) : [];
      return [
        { node: lexpr, meets: meet('sample', low) },
        { node: low, meets: meet('low', lexpr) },
        { node: high, meets: meet('high', lexpr) },
      ];
    }
  }
}

function compare(
  left: Node | undefined,
  right: Node | undefined,
  leftRole: ParameterRole,
  rightRole: ParameterRole,
): readonly Operand[] {
  return [
    { node: left, meets: meet(leftRole, right) },
    { node: right, meets: meet(rightRole, left) },
  ];
}

function makeOperands(
  operator: string,
  left: Node | undefined,
  right: Node | undefined,
  outside: Meets | null,
): readonly Operand[] {
  if (outside === null) return compare(left, right, 'sample', 'sample');
  const isFragment = operator === '||' && ['pattern', 'fragment'].includes(outside.role);
  // What is computed with is not itself what is looked for.
  const role = isFragment ? 'fragment' : outside.role === 'stored' ? 'stored' : 'sample';
  return [left, right].map((node, at) => {
    const other = at === 0 ? right : left;
    // `n = n + $1`: what is added to a column is no difference of two values of it.
    const isOwn = role === 'stored' && firstColumn(other) !== undefined;
    const solved =
      outside.value && !isOwn ? solveOperand({ operator, isLeft: at === 0, other }, outside.value) : undefined;
    return { node, meets: { ...outside, role, value: solved ?? outside.value } };
  });
}

/** What a parameter meets in the other operand; of one with parameters, which has no value yet, only its column. */
function meet(role: ParameterRole, other: Node | undefined): Meets | null {
  if (other === undefined || role === 'argument') return null;
  const rows = 'RowExpr' in other ? other : undefined;
  const value = rows ?? (parametersIn(other).size > 0 ? firstColumn(other) : other);
  if (value === undefined) return null;
  return isConstant(value) ? { role: 'constant', value } : { role, value };
}

function isConstant(node: Node): boolean {
  return 'TypeCast' in node && node.TypeCast.arg ? isConstant(node.TypeCast.arg) : 'A_Const' in node;
}

function firstOf(list: Node | undefined): Node | undefined {
  return list && 'List' in list ? list.List.items?.[0] : list;
}

/** `(array)[1]`, what `$1 = ANY (array)` is compared with. */
function elementOf(array: Node): Node {
  const uidx: Node = { A_Const: { ival: { ival: 1 } } };
  return { A_Indirection: { arg: array, indirection: [{ A_Indices: { uidx } }] } };
}
