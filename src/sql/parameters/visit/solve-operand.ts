import { type Node, nameOf, parametersIn, walkTree } from '../syntax.ts';

/** An arithmetic expression, one operand of which is looked for. */
export interface Arithmetic {
  readonly operator: string;
  /** Whether the operand that is looked for stands at the left. */
  readonly isLeft: boolean;
  readonly other: Node | undefined;
}

/**
 * What an operand must be so that the expression gives `outcome`: the operation the other way round. Of what only the clock or a
 * function tells (`now() - $1`) it is the difference between two values of the outcome, which is the same tomorrow.
 * Undefined where the operand is as well the outcome itself.
 */
export function solveOperand({ operator, isLeft, other }: Arithmetic, outcome: Node): Node | undefined {
  if (other === undefined || parametersIn(other).size > 0) return undefined;
  if (operator === '+' || operator === '-') {
    if (isComputed(other)) return mentions(outcome, 'FuncCall') ? undefined : differenceFromLast(outcome);
    if (!mentions(other, 'ColumnRef')) return undefined;
    if (operator === '+') return operate('-', outcome, other);
    return isLeft ? operate('+', outcome, other) : operate('-', other, outcome);
  }
  if (isComputed(other) || mentions(other, 'ColumnRef')) return undefined;
  // An interval is not divided by an interval: their seconds are.
  const isInterval = isIntervalCast(other) && operator === '*';
  if (operator === '*')
    return isInterval ? operate('/', secondsOf(outcome), secondsOf(other)) : operate('/', outcome, other);
  return operator === '/' && isLeft ? operate('*', outcome, other) : undefined;
}

/** Seconds since 1970 of a time, seconds of an interval. */
function secondsOf(value: Node): Node {
  const funcname = ['pg_catalog', 'extract'].map((sval) => ({ String: { sval } }));
  const args: Node[] = [{ A_Const: { sval: { sval: 'epoch' } } }, value];
  return { FuncCall: { funcname, args, funcformat: 'COERCE_SQL_SYNTAX' } };
}

/** `left operator right` */
function operate(operator: string, lexpr: Node, rexpr: Node): Node {
  return { A_Expr: { kind: 'AEXPR_OP', name: [{ String: { sval: operator } }], lexpr, rexpr } };
}

function isIntervalCast(node: Node): boolean {
  return 'TypeCast' in node && nameOf(node.TypeCast.typeName?.names?.at(-1)) === 'interval';
}

/** Known only when it runs, and by no column of the rows. */
function isComputed(node: Node): boolean {
  if ('SubLink' in node) return true;
  return (mentions(node, 'FuncCall') || mentions(node, 'SQLValueFunction')) && !mentions(node, 'ColumnRef');
}

/** `max(value) OVER () - value` */
function differenceFromLast(value: Node): Node {
  const last: Node = {
    FuncCall: {
      funcname: [{ String: { sval: 'max' } }],
      args: [value],
      over: { frameOptions: WHOLE },
      funcformat: 'COERCE_EXPLICIT_CALL',
    },
  };
  return operate('-', last, value);
}

/** FRAMEOPTION_DEFAULTS of PostgreSQL's parsenodes.h. */
const WHOLE = 1058;

function mentions(tree: Node, type: 'ColumnRef' | 'FuncCall' | 'SQLValueFunction'): boolean {
  for (const node of walkTree(tree)) if (type in node) return true;
  return false;
}

/** Seconds of the units that `make_interval` takes by name. */
const SECONDS: Readonly<Record<string, number>> = {
  secs: 1,
  mins: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
};

/**
 * What an argument of a function that makes a time must be so that the call gives `outcome`: of `to_timestamp($1)` and of
 * `make_interval(days => $1)`. Undefined for any other function.
 */
export function solveArgument(name: string, argument: Node, outcome: Node): Node | undefined {
  if (name === 'to_timestamp' && !('NamedArgExpr' in argument)) return secondsOf(outcome);
  const unit = 'NamedArgExpr' in argument ? SECONDS[argument.NamedArgExpr.name ?? ''] : undefined;
  if (name !== 'make_interval' || unit === undefined) return undefined;
  return operate('/', secondsOf(outcome), { A_Const: { ival: { ival: unit } } });
}
