import type { CaseExpr, FuncCall, SelectStmt, SubLink } from '@pgsql/types';
import { constantText } from '../literals.ts';
import type { QueryScope } from '../parameter-use.ts';
import { bareParameter, firstColumn, isNode, type Node, nameOf, parametersIn } from '../syntax.ts';
import { findDerived } from './derived-columns.ts';
import { meetOperands } from './meet-operands.ts';
import { solveArgument } from './solve-operand.ts';
import { FLAG, type Meets, type Surroundings, type UseCollector } from './use-collector.ts';
import { visitSelect } from './visit-statement.ts';

/** Visits parts of a statement that meet nothing. */
export function visitAll(collector: UseCollector, trees: readonly unknown[], scope: QueryScope): void {
  for (const tree of trees) visitAny(collector, tree, { scope, meets: null });
}

function visitAny(collector: UseCollector, tree: unknown, at: Surroundings): void {
  if (typeof tree !== 'object' || tree === null) return;
  if (Array.isArray(tree)) for (const child of tree) visitAny(collector, child, at);
  else if (isNode(tree)) visitExpression(collector, tree, at);
  else for (const child of Object.values(tree)) visitAny(collector, child, at);
}

/** Visits an expression: what it meets is handed down to the parameters in it, changed by what stands between. */
export function visitExpression(collector: UseCollector, node: Node | undefined, at: Surroundings): void {
  if (node === undefined) return;
  const { scope, meets } = at;
  const visit = (part: Node | undefined, inside: Meets | null) =>
    visitExpression(collector, part, { scope, meets: inside });
  if ('ParamRef' in node) collector.record(node.ParamRef.number ?? 0, at);
  else if ('ColumnRef' in node) {
    const derived = meets && findDerived(node, scope, collector.derived);
    if (derived) collector.record(derived.position, at, derived.isList, derived.source);
  } else if ('TypeCast' in node) visit(node.TypeCast.arg, meets);
  else if ('CollateClause' in node) visit(node.CollateClause.arg, meets);
  else if ('NamedArgExpr' in node) visit(node.NamedArgExpr.arg, meets);
  else if ('A_Expr' in node) {
    const group = collector.openGroup();
    for (const operand of meetOperands(node.A_Expr, meets))
      visit(operand.node, operand.meets && { group, ...operand.meets });
  } else if ('RowExpr' in node) {
    const others = meets?.value && 'RowExpr' in meets.value ? meets.value.RowExpr.args : undefined;
    for (const [at, part] of (node.RowExpr.args ?? []).entries()) {
      const value = others?.[at];
      // Of a list of rows the place in the list counts, of a row the place in the row.
      const index = meets?.role === 'member' ? (meets.index ?? 0) : at;
      visit(part, meets && value ? { ...meets, value, index } : null);
    }
  } else if ('List' in node) {
    for (const [index, part] of (node.List.items ?? []).entries()) visit(part, meets && { ...meets, index });
  } else if ('A_ArrayExpr' in node) {
    const role = meets?.role === 'list' ? 'member' : meets?.role;
    for (const [index, part] of (node.A_ArrayExpr.elements ?? []).entries())
      visit(part, meets && role ? { ...meets, role, index } : null);
  } else if ('BoolExpr' in node) for (const part of node.BoolExpr.args ?? []) visit(part, FLAG);
  else if ('BooleanTest' in node) visit(node.BooleanTest.arg, FLAG);
  else if ('NullTest' in node) {
    const position = bareParameter(node.NullTest.arg);
    if (position !== undefined) collector.optional.add(position);
    visit(node.NullTest.arg, null);
  } else if ('CoalesceExpr' in node) {
    const args = node.CoalesceExpr.args ?? [];
    const value = args.map(firstColumn).find((column) => column !== undefined);
    for (const part of args) visit(part, meets ?? (value ? { role: 'sample', value } : null));
  } else if ('MinMaxExpr' in node) visitExtreme(collector, node.MinMaxExpr.args ?? [], at);
  else if ('FuncCall' in node) visitCall(collector, node.FuncCall, at);
  else if ('CaseExpr' in node) visitCase(collector, node.CaseExpr, at);
  else if ('SubLink' in node) visitSubLink(collector, node.SubLink, at);
  else if ('SelectStmt' in node)
    visitSelect(collector, node.SelectStmt, { outer: scope, test: null, ctes: scope.ctes });
  else visitAll(collector, Object.values(node), scope);
}

/** `lower(email) = lower($1)`: the same function on both sides hands down its argument, any other the whole side. */
function visitCall(collector: UseCollector, call: FuncCall, { scope, meets }: Surroundings): void {
  const { funcname = [], args = [] } = call;
  const name = nameOf(funcname.at(-1));
  const other = meets?.value && 'FuncCall' in meets.value ? meets.value.FuncCall : undefined;
  const isSame = nameOf(other?.funcname?.at(-1)) === name;
  const argument: Meets = { role: 'argument', value: null, of: name };
  for (const [index, part] of args.entries()) {
    const solved = meets?.value && solveArgument(name, part, meets.value);
    const value = isSame ? other?.args?.[index] : (solved ?? meets?.value);
    const inside = meets && value ? { ...meets, value } : argument;
    visitExpression(collector, part, { scope, meets: inside });
  }
  visitAll(collector, [call.agg_filter, call.agg_order, call.over], scope);
}

/** `LEAST($1, 60)`: where nothing else is met, the constant or column beside it. */
function visitExtreme(collector: UseCollector, args: readonly Node[], { scope, meets }: Surroundings): void {
  for (const part of args) {
    const beside = args.find((other) => other !== part && parametersIn(other).size === 0);
    const column = beside && firstColumn(beside);
    const own: Meets | null = column ? { role: 'sample', value: column } : constantMeets(beside);
    visitExpression(collector, part, { scope, meets: meets ?? own });
  }
}

function constantMeets(beside: Node | undefined): Meets | null {
  return beside && constantText(beside) !== undefined ? { role: 'constant', value: beside } : null;
}

function visitCase(collector: UseCollector, { arg, args = [], defresult }: CaseExpr, at: Surroundings): void {
  const { scope } = at;
  for (const part of args) {
    if (!('CaseWhen' in part)) continue;
    const { expr, result } = part.CaseWhen;
    if (arg && expr) {
      visitExpression(collector, arg, { scope, meets: { role: 'constant', value: expr } });
      visitExpression(collector, expr, { scope, meets: { role: 'equal', value: arg } });
    } else visitExpression(collector, expr, { scope, meets: FLAG });
    visitExpression(collector, result, at);
  }
  visitExpression(collector, defresult, at);
}

function visitSubLink(collector: UseCollector, link: SubLink, { scope }: Surroundings): void {
  const { subLinkType, testexpr, operName, subselect } = link;
  const select = subselect && 'SelectStmt' in subselect ? subselect.SelectStmt : undefined;
  if (!select) return;
  const target = select.targetList?.[0];
  const inner = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const isIn = subLinkType === 'ANY_SUBLINK' && (operName === undefined || nameOf(operName.at(-1)) === '=');
  const isPlain = !select.larg && !select.groupClause && inner !== undefined && parametersIn(inner).size === 0;
  const outer = isIn && testexpr && parametersIn(testexpr).size === 0 ? testexpr : undefined;
  const first = collector.scopes.length;
  const test = outer && inner && isPlain ? { outer, inner } : null;
  visitSelect(collector, select, { outer: scope, test, ctes: scope.ctes });
  const own = collector.scopes.findLast((opened, at) => at >= first && opened.outer === scope);
  if (outer) visitListed(collector, select, outer, { scope, own });
  if (own && inner && isPlain)
    visitExpression(collector, testexpr, { scope: own, meets: { role: 'equal', value: inner } });
  else visitAll(collector, [testexpr], scope);
}

/** `x IN (SELECT unnest($1))` and `(x, y) IN (SELECT a, b FROM unnest($1, $2) AS u (a, b))` list values of what is looked for. */
function visitListed(
  collector: UseCollector,
  { targetList = [] }: SelectStmt,
  outer: Node,
  { scope, own }: { readonly scope: QueryScope; readonly own: QueryScope | undefined },
): void {
  const wanted = 'RowExpr' in outer ? (outer.RowExpr.args ?? []) : [outer];
  for (const [at, target] of targetList.entries()) {
    const [inner, value] = ['ResTarget' in target ? target.ResTarget.val : undefined, wanted[at]];
    if (!inner || !value) continue;
    const meets = { role: 'list', value } as const;
    const position = elementsOf(inner);
    const derived = own && findDerived(inner, own, collector.derived);
    if (position !== undefined) collector.record(position, { scope, meets }, true);
    else if (derived?.isList) collector.record(derived.position, { scope, meets }, true, derived.source);
  }
}

function elementsOf(node: Node): number | undefined {
  if (!('FuncCall' in node) || nameOf(node.FuncCall.funcname?.at(-1)) !== 'unnest') return undefined;
  return bareParameter(node.FuncCall.args?.[0]);
}
