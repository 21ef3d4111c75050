import { parseSql } from '../../../sql/parser.ts';
import { type Condition, isComparison, mirror } from './condition.ts';
import {
  columnOf,
  columnsIn,
  constantOf,
  constantsOf,
  functionOf,
  type Node,
  withoutCasts,
} from './read-node.ts';

/** Functions that give the length of a text. */
const LENGTHS: ReadonlySet<string> = new Set(['length', 'char_length', 'character_length', 'octet_length']);
/** What they may have around the column without another result for our texts, which have no space at their ends. */
const TRIMS: ReadonlySet<string> = new Set(['btrim', 'ltrim', 'rtrim', 'trim']);

/** The conditions that all have to hold, of a CHECK as `pg_get_expr` writes it. The parser must be loaded. */
export function readConditions(condition: string): readonly Condition[] {
  const parsed = parseSql(`SELECT ${condition}`);
  const target = parsed.ok ? (parsed.value[0]?.['SelectStmt'] as Node | undefined) : undefined;
  const [first] = (target?.['targetList'] ?? []) as readonly { readonly ResTarget?: { readonly val?: Node } }[];
  const node = first?.ResTarget?.val;
  return node === undefined ? [{ kind: 'unknown', columns: [] }] : readAll(node);
}

function readAll(given: Node): readonly Condition[] {
  const node = withoutCasts(given);
  const bool = node['BoolExpr'] as { readonly boolop: string; readonly args: readonly Node[] } | undefined;
  if (bool?.boolop === 'AND_EXPR') return bool.args.flatMap(readAll);
  if (bool?.boolop === 'OR_EXPR') return readAny(bool.args);
  const unknown: Condition = { kind: 'unknown', columns: [...columnsIn(node)] };
  return [readNullTest(node) ?? readBoolean(node, bool) ?? readOperator(node) ?? unknown];
}

/** One way to fulfil an OR is enough; NULL fulfils any, and is there by itself where it is allowed. */
function readAny(args: readonly Node[]): readonly Condition[] {
  const ways = args.map(readAll);
  const listed = asList(ways);
  if (listed !== undefined) return [listed];
  const known = ways.filter((way) => way.every(({ kind }) => kind !== 'unknown'));
  const found = known.find((way) => way.every(({ kind }) => kind !== 'null')) ?? known[0];
  return found ?? [{ kind: 'unknown', columns: [...new Set(args.flatMap((arg) => [...columnsIn(arg)]))] }];
}

/** `status = 'a' OR status = 'b'` says what `status IN ('a', 'b')` says. */
function asList(ways: readonly (readonly Condition[])[]): Condition | undefined {
  const [column, ...others] = new Set(
    ways.map(([first]) => (first !== undefined && 'column' in first ? first.column : undefined)),
  );
  if (column === undefined || others.length > 0) return undefined;
  const values: string[] = [];
  for (const [first, ...rest] of ways) {
    if (first === undefined || rest.length > 0) return undefined;
    if (first.kind === 'in') values.push(...first.values);
    else if (first.kind === 'compare' && first.operator === '=') values.push(first.value);
    else return undefined;
  }
  return { kind: 'in', column, values };
}

function readNullTest(node: Node): Condition | undefined {
  const test = node['NullTest'] as { readonly arg: Node; readonly nulltesttype: string } | undefined;
  const column = test && columnOf(test.arg);
  if (column === undefined) return undefined;
  return { kind: test?.nulltesttype === 'IS_NOT_NULL' ? 'not-null' : 'null', column };
}

/** A column of booleans by itself, or NOT of one. */
function readBoolean(
  node: Node,
  bool: { readonly boolop: string; readonly args: readonly Node[] } | undefined,
): Condition | undefined {
  const plain = columnOf(node);
  if (plain !== undefined) return { kind: 'in', column: plain, values: ['true'] };
  const negated = bool?.boolop === 'NOT_EXPR' && bool.args[0] ? columnOf(bool.args[0]) : undefined;
  return negated === undefined ? undefined : { kind: 'in', column: negated, values: ['false'] };
}

interface OperatorNode {
  readonly kind: string;
  readonly name: readonly { readonly String: { readonly sval: string } }[];
  readonly lexpr?: Node;
  readonly rexpr?: Node;
}

function readOperator(node: Node): Condition | undefined {
  const expression = node['A_Expr'] as OperatorNode | undefined;
  if (expression?.lexpr === undefined || expression.rexpr === undefined) return undefined;
  const { lexpr, rexpr, kind } = expression;
  const operator = expression.name.at(-1)?.String.sval ?? '';
  const column = columnOf(lexpr);
  if (kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_IN') {
    const values = constantsOf(rexpr);
    return operator === '=' && column !== undefined && values ? { kind: 'in', column, values } : undefined;
  }
  if (kind !== 'AEXPR_OP') return undefined;
  const right = constantOf(rexpr);
  if (operator === '~~' && column !== undefined && right !== undefined) {
    return { kind: 'like', column, pattern: right };
  }
  if (!isComparison(operator)) return undefined;
  if (right !== undefined) {
    if (column !== undefined) return { kind: 'compare', column, operator, value: right };
    const of = functionOf(lexpr);
    if (of !== undefined && LENGTHS.has(of.name)) {
      const trimmed = of.argument && functionOf(of.argument);
      const measured = trimmed && TRIMS.has(trimmed.name) ? trimmed.argument : of.argument;
      const named = measured && columnOf(measured);
      if (named !== undefined) return { kind: 'length', column: named, operator, value: Number(right) };
    }
    const jsonOf = of?.name === 'jsonb_typeof' || of?.name === 'json_typeof' ? of.argument : undefined;
    const json = jsonOf && columnOf(jsonOf);
    return json !== undefined && operator === '='
      ? { kind: 'json-kind', column: json, value: right }
      : undefined;
  }
  const other = columnOf(rexpr);
  const left = constantOf(lexpr);
  if (other !== undefined && left !== undefined) {
    return { kind: 'compare', column: other, operator: mirror(operator), value: left };
  }
  if (column === undefined || other === undefined || operator === '=' || operator === '<>') return undefined;
  const equal = operator.endsWith('=');
  return operator.startsWith('<')
    ? { kind: 'order', lower: column, upper: other, equal }
    : { kind: 'order', lower: other, upper: column, equal };
}
