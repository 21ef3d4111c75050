import type { RangeVar, SelectStmt, WithClause } from '@pgsql/types';
import type { QueryScope, VisibleCte } from '../parameter-use.ts';
import { type Node, nameOf } from '../syntax.ts';
import { deriveColumns } from './derived-columns.ts';
import { FLAG, type Place, type UseCollector } from './use-collector.ts';
import { visitAll, visitExpression } from './visit-expression.ts';
import { targetName, visitAssignments, visitInsert, visitStored } from './visit-writes.ts';

/** Visits a statement, or one inside of another. */
export function visitStatement(collector: UseCollector, node: Node, place: Place): void {
  if ('SelectStmt' in node) visitSelect(collector, node.SelectStmt, place);
  else if ('InsertStmt' in node) {
    const { withClause, selectStmt } = node.InsertStmt;
    const inside = { ...place, ctes: visitWith(collector, withClause, place) };
    visitInsert(collector, node.InsertStmt, inside);
    const isRead = selectStmt && 'SelectStmt' in selectStmt && !selectStmt.SelectStmt.valuesLists;
    if (isRead) visitSelect(collector, selectStmt.SelectStmt, inside);
  } else if ('UpdateStmt' in node) {
    const { relation, fromClause = [], whereClause, targetList, withClause, returningClause } = node.UpdateStmt;
    const from = [rangeVar(relation), ...fromClause];
    const scope = openWrite(collector, from, whereClause, withClause, place);
    visitAssignments(collector, targetList, relation, scope);
    visitAll(collector, [whereClause, returningClause], scope);
  } else if ('DeleteStmt' in node) {
    const { relation, usingClause = [], whereClause, withClause, returningClause } = node.DeleteStmt;
    const scope = openWrite(collector, [rangeVar(relation), ...usingClause], whereClause, withClause, place);
    visitAll(collector, [whereClause, returningClause], scope);
  } else if ('MergeStmt' in node) {
    const { relation, sourceRelation, joinCondition, mergeWhenClauses = [], withClause } = node.MergeStmt;
    const from = [rangeVar(relation), ...(sourceRelation ? [sourceRelation] : [])];
    const scope = openWrite(collector, from, joinCondition, withClause, place);
    visitAll(collector, [joinCondition], scope);
    for (const clause of mergeWhenClauses) {
      if (!('MergeWhenClause' in clause)) continue;
      const { condition, targetList = [], values = [] } = clause.MergeWhenClause;
      visitAll(collector, [condition], scope);
      if (values.length === 0) visitAssignments(collector, targetList, relation, scope);
      else visitStored(collector, values, targetList.map(targetName), relation, scope);
    }
  }
}

/** Visits a SELECT; both halves of a set operation. */
export function visitSelect(collector: UseCollector, select: SelectStmt, outside: Place): void {
  const place = { ...outside, ctes: visitWith(collector, select.withClause, outside) };
  if (select.larg && select.rarg) {
    visitSelect(collector, select.larg, place);
    visitSelect(collector, select.rarg, place);
    visitPaging(collector, select, collector.openScope([], undefined, place));
    return;
  }
  const scope = openFrom(collector, select.fromClause ?? [], select.whereClause, place);
  const { targetList, valuesLists, groupClause, havingClause, sortClause, windowClause, distinctClause } =
    select;
  visitAll(collector, [targetList, valuesLists, groupClause, sortClause, windowClause, distinctClause], scope);
  visitExpression(collector, select.whereClause, { scope, meets: FLAG });
  visitExpression(collector, havingClause, { scope, meets: FLAG });
  visitPaging(collector, select, scope);
}

function visitPaging(
  collector: UseCollector,
  { limitCount, limitOffset }: SelectStmt,
  scope: QueryScope,
): void {
  visitExpression(collector, limitCount, { scope, meets: { role: 'limit', value: null } });
  visitExpression(collector, limitOffset, { scope, meets: { role: 'offset', value: null } });
}

function visitWith(
  collector: UseCollector,
  clause: WithClause | undefined,
  place: Place,
): readonly VisibleCte[] {
  const ctes = [...place.ctes];
  for (const node of clause?.ctes ?? []) {
    if (!('CommonTableExpr' in node)) continue;
    const query = node.CommonTableExpr;
    const isRecursive = clause?.recursive ?? false;
    const cte = { query, isRecursive };
    // One that reads itself sees itself.
    const visible = isRecursive ? [...ctes, cte] : [...ctes];
    if (query.ctequery) visitStatement(collector, query.ctequery, { outer: null, test: null, ctes: visible });
    ctes.push(cte);
  }
  return ctes;
}

function openWrite(
  collector: UseCollector,
  from: readonly Node[],
  where: Node | undefined,
  withClause: WithClause | undefined,
  place: Place,
): QueryScope {
  return openFrom(collector, from, where, { ...place, ctes: visitWith(collector, withClause, place) });
}

/** Opens the level of a FROM. Subqueries in it come first: the level needs their values. */
function openFrom(
  collector: UseCollector,
  from: readonly Node[],
  where: Node | undefined,
  place: Place,
): QueryScope {
  const conditions: Node[] = [];
  const shared: string[] = [];
  const functions: Node[] = [];
  const open = [...from];
  for (let item = open.shift(); item !== undefined; item = open.shift()) {
    if ('JoinExpr' in item) {
      const { larg, rarg, quals, usingClause = [] } = item.JoinExpr;
      shared.push(...usingClause.map(nameOf));
      if (quals) conditions.push(quals);
      open.unshift(...[larg, rarg].filter((side) => side !== undefined));
    } else if ('RangeSubselect' in item) {
      const { subquery } = item.RangeSubselect;
      if (subquery) visitStatement(collector, subquery, { outer: null, test: null, ctes: place.ctes });
    } else if (!('RangeVar' in item)) functions.push(item);
  }
  const scope = collector.openScope(from, where, place);
  const derived = deriveColumns(from, place.ctes);
  if (derived.length > 0) collector.derived.set(scope, derived);
  for (const { column, position, isList, source } of derived.filter((one) => shared.includes(one.column))) {
    const value: Node = { ColumnRef: { fields: [{ String: { sval: column } }] } };
    collector.record(position, { scope, meets: { role: 'equal', value } }, isList, source);
  }
  for (const condition of conditions) visitExpression(collector, condition, { scope, meets: FLAG });
  visitAll(collector, functions, scope);
  return scope;
}

function rangeVar(relation: RangeVar | undefined): Node {
  return { RangeVar: relation ?? {} };
}
