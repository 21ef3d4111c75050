import type { JoinExpr, RangeVar, SelectStmt, SubLink, WithClause } from '@pgsql/types';
import { meetOperands } from './meet-operands.ts';
import type { ParameterRole, ParameterUse, ParameterUses, QueryScope, VisibleCte } from './parameter-use.ts';
import { firstColumn, isNode, type Node, nameOf, parametersIn } from './syntax.ts';

/** What a parameter would meet that stands at a place of the tree. */
export interface Meets {
  readonly role: ParameterRole;
  readonly value: Node | null;
  readonly group?: number;
  readonly index?: number;
  readonly of?: string;
}

interface Surroundings {
  readonly scope: QueryScope;
  readonly meets: Meets | null;
}

/** Columns of a table in order, for an INSERT that names none; undefined where the table is not known. */
export type ColumnsOf = (relation: RangeVar) => readonly string[] | undefined;

/** Finds every use of every parameter of one statement, by PostgreSQL's parse tree. */
export function findUses(statement: Node, columnsOf: ColumnsOf = () => undefined): ParameterUses {
  const scopes: QueryScope[] = [];
  const uses: ParameterUse[] = [];
  const optional = new Set<number>();
  let groups = 0;

  visitStatement(statement, { outer: null, test: null, ctes: [] });
  return { scopes, uses, optional };

  type Place = Pick<QueryScope, 'outer' | 'test' | 'ctes'>;

  function visitStatement(node: Node, place: Place): void {
    if ('SelectStmt' in node) visitSelect(node.SelectStmt, place);
    else if ('UpdateStmt' in node) {
      const {
        relation,
        fromClause = [],
        whereClause,
        targetList,
        withClause,
        returningClause,
      } = node.UpdateStmt;
      const ctes = visitWith(withClause, place);
      const scope = visitFrom([rangeVar(relation), ...fromClause], whereClause, { ...place, ctes });
      visitAssignments(targetList, relation, scope);
      visitAll([whereClause, returningClause], scope);
    } else if ('DeleteStmt' in node) {
      const { relation, usingClause = [], whereClause, withClause, returningClause } = node.DeleteStmt;
      const ctes = visitWith(withClause, place);
      const scope = visitFrom([rangeVar(relation), ...usingClause], whereClause, { ...place, ctes });
      visitAll([whereClause, returningClause], scope);
    } else if ('MergeStmt' in node) {
      const { relation, sourceRelation, joinCondition, mergeWhenClauses = [], withClause } = node.MergeStmt;
      const ctes = visitWith(withClause, place);
      const from = [rangeVar(relation), ...(sourceRelation ? [sourceRelation] : [])];
      const scope = visitFrom(from, joinCondition, { ...place, ctes });
      visitAll([joinCondition], scope);
      for (const clause of mergeWhenClauses) {
        if (!('MergeWhenClause' in clause)) continue;
        const { condition, targetList = [], values = [] } = clause.MergeWhenClause;
        visitAll([condition], scope);
        if (values.length === 0) visitAssignments(targetList, relation, scope);
        else visitStored(values, targetList.map(targetName), relation, scope);
      }
    } else if ('InsertStmt' in node) visitInsert(node.InsertStmt, place);
  }

  function visitSelect(select: SelectStmt, outside: Place, columns?: readonly (Node | null)[]): void {
    const place = { ...outside, ctes: visitWith(select.withClause, outside) };
    if (select.larg && select.rarg) {
      visitSelect(select.larg, place, columns);
      visitSelect(select.rarg, place, columns);
      const scope = openScope([], undefined, place);
      visitPaging(select, scope);
      return;
    }
    const scope = visitFrom(select.fromClause ?? [], select.whereClause, place);
    for (const [at, target] of (select.targetList ?? []).entries()) {
      const value = columns?.[at] ?? null;
      const meets: Meets | null = value && { role: 'stored', value };
      visit('ResTarget' in target ? target.ResTarget.val : target, { scope, meets });
    }
    const { whereClause, valuesLists, groupClause, havingClause, sortClause, windowClause, distinctClause } =
      select;
    visitAll([valuesLists, groupClause, havingClause, sortClause, windowClause, distinctClause], scope);
    visit(whereClause, { scope, meets: FLAG });
    visitPaging(select, scope);
  }

  function visitPaging({ limitCount, limitOffset }: SelectStmt, scope: QueryScope): void {
    visit(limitCount, { scope, meets: { role: 'limit', value: null } });
    visit(limitOffset, { scope, meets: { role: 'offset', value: null } });
  }

  function visitInsert(
    {
      relation,
      cols,
      selectStmt,
      onConflictClause,
      withClause,
      returningClause,
    }: Extract<Node, { InsertStmt: unknown }>['InsertStmt'],
    outside: Place,
  ): void {
    const place = { ...outside, ctes: visitWith(withClause, outside) };
    const columns = cols?.map(targetName) ?? (relation && columnsOf(relation)) ?? [];
    const into = (row: number) =>
      openScope([rangeVar(relation)], undefined, { ...place, insert: relation ? { relation, row } : null });
    const select = selectStmt && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
    for (const [row, list] of (select?.valuesLists ?? []).entries())
      visitStored('List' in list ? (list.List.items ?? []) : [], columns, relation, into(row));
    if (select && !select.valuesLists) {
      // A parameter in the list of an INSERT … SELECT is stored, whatever the SELECT reads.
      const target = into(0);
      storeTargets(select, columns, relation, target);
      visitSelect(select, place);
    }
    if (onConflictClause) {
      const scope = openScope([rangeVar(relation)], undefined, place);
      visitAssignments(onConflictClause.targetList, relation, scope);
      visitAll([onConflictClause.whereClause], scope);
    }
    if (returningClause) visitAll([returningClause], openScope([rangeVar(relation)], undefined, place));
  }

  function storeTargets(
    select: SelectStmt,
    columns: readonly string[],
    relation: RangeVar | undefined,
    scope: QueryScope,
  ): void {
    if (select.larg) storeTargets(select.larg, columns, relation, scope);
    if (select.rarg) storeTargets(select.rarg, columns, relation, scope);
    for (const [at, target] of (select.targetList ?? []).entries()) {
      const column = columns[at];
      const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
      if (column === undefined || value === undefined || firstColumn(value)) continue;
      visit(value, { scope, meets: { role: 'stored', value: columnOf(relation, column) } });
    }
  }

  function visitStored(
    values: readonly Node[],
    columns: readonly string[],
    relation: RangeVar | undefined,
    scope: QueryScope,
  ): void {
    for (const [at, value] of values.entries()) {
      const column = columns[at];
      visit(value, { scope, meets: column ? { role: 'stored', value: columnOf(relation, column) } : null });
    }
  }

  function visitAssignments(
    targets: readonly Node[] | undefined,
    relation: RangeVar | undefined,
    scope: QueryScope,
  ): void {
    for (const target of targets ?? []) {
      if (!('ResTarget' in target)) continue;
      const { val } = target.ResTarget;
      const value = columnOf(relation, targetName(target));
      if (val && 'MultiAssignRef' in val) {
        const { source, colno = 1 } = val.MultiAssignRef;
        const part = source && 'RowExpr' in source ? source.RowExpr.args?.[colno - 1] : source;
        if (part !== source || colno === 1) visit(part, { scope, meets: { role: 'stored', value } });
      } else visit(val, { scope, meets: { role: 'stored', value } });
    }
  }

  function visitWith(clause: WithClause | undefined, place: Place): readonly VisibleCte[] {
    const ctes = [...place.ctes];
    for (const node of clause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue;
      const { ctequery } = node.CommonTableExpr;
      if (ctequery) visitStatement(ctequery, { outer: null, test: null, ctes: [...ctes] });
      ctes.push({ query: node.CommonTableExpr, isRecursive: clause?.recursive ?? false });
    }
    return ctes;
  }

  function openScope(
    from: readonly Node[],
    where: Node | undefined,
    place: Place & Partial<Pick<QueryScope, 'insert'>>,
  ): QueryScope {
    const scope: QueryScope = { insert: null, ...place, from, where };
    scopes.push(scope);
    return scope;
  }

  /** Subqueries in FROM first: the scope needs their values. */
  function visitFrom(from: readonly Node[], where: Node | undefined, place: Place): QueryScope {
    const joins: JoinExpr[] = [];
    const functions: Node[] = [];
    const open = [...from];
    for (let item = open.shift(); item !== undefined; item = open.shift()) {
      if ('JoinExpr' in item) {
        joins.push(item.JoinExpr);
        open.unshift(...[item.JoinExpr.larg, item.JoinExpr.rarg].filter((side) => side !== undefined));
      } else if ('RangeSubselect' in item) {
        const { subquery } = item.RangeSubselect;
        if (subquery) visitStatement(subquery, { outer: null, test: null, ctes: place.ctes });
      } else if (!('RangeVar' in item)) functions.push(item);
    }
    const scope = openScope(from, where, place);
    visitAll([...joins.map(({ quals }) => quals), ...functions], scope);
    return scope;
  }

  function visitAll(trees: readonly unknown[], scope: QueryScope): void {
    for (const tree of trees) visitAny(tree, { scope, meets: null });
  }

  function visitAny(tree: unknown, at: Surroundings): void {
    if (typeof tree !== 'object' || tree === null) return;
    if (Array.isArray(tree)) for (const child of tree) visitAny(child, at);
    else if (isNode(tree)) visit(tree, at);
    else for (const child of Object.values(tree)) visitAny(child, at);
  }

  function visit(node: Node | undefined, at: Surroundings): void {
    if (node === undefined) return;
    const { scope, meets } = at;
    if ('ParamRef' in node) record(node.ParamRef.number ?? 0, at);
    else if ('TypeCast' in node) visit(node.TypeCast.arg, at);
    else if ('CollateClause' in node) visit(node.CollateClause.arg, at);
    else if ('A_Expr' in node) {
      groups += 1;
      for (const operand of meetOperands(node.A_Expr, meets))
        visit(operand.node, { scope, meets: operand.meets && { group: groups, ...operand.meets } });
    } else if ('RowExpr' in node) {
      const others = meets?.value && 'RowExpr' in meets.value ? meets.value.RowExpr.args : undefined;
      for (const [index, part] of (node.RowExpr.args ?? []).entries()) {
        const value = others?.[index];
        visit(part, { scope, meets: meets && value ? { ...meets, value, index } : null });
      }
    } else if ('List' in node) {
      for (const [index, part] of (node.List.items ?? []).entries())
        visit(part, { scope, meets: meets && { ...meets, index } });
    } else if ('A_ArrayExpr' in node) {
      for (const [index, part] of (node.A_ArrayExpr.elements ?? []).entries())
        visit(part, {
          scope,
          meets: meets && { ...meets, role: meets.role === 'list' ? 'member' : meets.role, index },
        });
    } else if ('BoolExpr' in node) {
      for (const part of node.BoolExpr.args ?? []) visit(part, { scope, meets: FLAG });
    } else if ('NullTest' in node) {
      const number = bareParameter(node.NullTest.arg);
      if (number === undefined) visit(node.NullTest.arg, { scope, meets: null });
      else {
        optional.add(number);
        record(number, { scope, meets: null });
      }
    } else if ('SubLink' in node) visitSubLink(node.SubLink, at);
    else if ('CoalesceExpr' in node) {
      const args = node.CoalesceExpr.args ?? [];
      const value = args.map(firstColumn).find((column) => column !== undefined);
      const fallback: Meets | null = value ? { role: 'sample', value } : null;
      for (const part of args) visit(part, { scope, meets: meets ?? fallback });
    } else if ('MinMaxExpr' in node) for (const part of node.MinMaxExpr.args ?? []) visit(part, at);
    else if ('FuncCall' in node) {
      const { funcname = [], args = [] } = node.FuncCall;
      const other = meets?.value && 'FuncCall' in meets.value ? meets.value.FuncCall : undefined;
      const isSame = other !== undefined && nameOf(other.funcname?.at(-1)) === nameOf(funcname.at(-1));
      for (const [index, part] of args.entries()) {
        const value = isSame ? other.args?.[index] : meets?.value;
        const inner: Meets = { role: 'argument', value: null, of: nameOf(funcname.at(-1)) };
        visit(part, { scope, meets: meets && value ? { ...meets, value } : inner });
      }
      visitAny([node.FuncCall.agg_filter, node.FuncCall.agg_order, node.FuncCall.over], { scope, meets: null });
    } else if ('NamedArgExpr' in node) visit(node.NamedArgExpr.arg, at);
    else if ('CaseExpr' in node) {
      const { arg, args = [], defresult } = node.CaseExpr;
      for (const part of args) {
        if (!('CaseWhen' in part)) continue;
        const { expr, result } = part.CaseWhen;
        if (arg && expr) {
          visit(arg, { scope, meets: { role: 'constant', value: expr } });
          visit(expr, { scope, meets: { role: 'equal', value: arg } });
        } else visit(expr, { scope, meets: FLAG });
        visit(result, at);
      }
      visit(defresult, at);
    } else if ('BooleanTest' in node) visit(node.BooleanTest.arg, { scope, meets: FLAG });
    else if ('SelectStmt' in node) visitSelect(node.SelectStmt, { outer: scope, test: null, ctes: scope.ctes });
    else for (const fields of Object.values(node)) visitAny(fields, { scope, meets: null });
  }

  function visitSubLink(
    { subLinkType, testexpr, operName, subselect }: SubLink,
    { scope }: Surroundings,
  ): void {
    const select = subselect && 'SelectStmt' in subselect ? subselect.SelectStmt : undefined;
    if (!select) return;
    const target = select.targetList?.[0];
    const inner = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
    const isIn = subLinkType === 'ANY_SUBLINK' && (operName === undefined || nameOf(operName.at(-1)) === '=');
    const outer = isIn && testexpr && parametersIn(testexpr).size === 0 ? testexpr : undefined;
    const isPlain =
      !select.larg && !select.groupClause && inner !== undefined && parametersIn(inner).size === 0;
    const test = outer && inner && isPlain ? { outer, inner } : null;
    const first = scopes.length;
    visitSelect(select, { outer: scope, test, ctes: scope.ctes });
    const own = scopes.findLast((opened, at) => at >= first && opened.outer === scope);
    if (testexpr && own && inner && isPlain)
      visit(testexpr, { scope: own, meets: { role: 'equal', value: inner } });
    else visit(testexpr, { scope, meets: null });
  }

  function record(position: number, { scope, meets }: Surroundings): void {
    const { role, value, group = 0, index = 0, of } = meets ?? { role: 'argument', value: null };
    uses.push({ position, role, value, scope, group, index, ...(of === undefined ? {} : { of }) });
  }
}

/** A parameter as a condition by itself. */
const FLAG: Meets = { role: 'flag', value: null };

function bareParameter(node: Node | undefined): number | undefined {
  if (node === undefined) return undefined;
  if ('TypeCast' in node) return bareParameter(node.TypeCast.arg);
  return 'ParamRef' in node ? (node.ParamRef.number ?? 0) : undefined;
}

function rangeVar(relation: RangeVar | undefined): Node {
  return { RangeVar: relation ?? {} };
}

function targetName(node: Node): string {
  return 'ResTarget' in node ? (node.ResTarget.name ?? '') : '';
}

/** Qualified, since other tables may have a column of this name. */
function columnOf(relation: RangeVar | undefined, column: string): Node {
  const table = relation?.alias?.aliasname ?? relation?.relname;
  const parts = table === undefined ? [column] : [table, column];
  return { ColumnRef: { fields: parts.map((sval) => ({ String: { sval } })) } };
}
