import type { InsertStmt, RangeVar, SelectStmt } from '@pgsql/types';
import type { QueryScope } from '../parameter-use.ts';
import { firstColumn, type Node } from '../syntax.ts';
import { deriveColumns, findDerived } from './derived-columns.ts';
import type { Place, UseCollector } from './use-collector.ts';
import { visitAll, visitExpression } from './visit-expression.ts';

/** Visits what an INSERT stores; not the query that it may read. */
export function visitInsert(collector: UseCollector, insert: InsertStmt, place: Place): void {
  const { relation = {}, cols, selectStmt, onConflictClause, returningClause } = insert;
  const columns = cols?.map(targetName) ?? collector.columnsOf(relation) ?? [];
  const table: Node = { RangeVar: relation };
  const open = (row?: number) =>
    collector.openScope([table], undefined, {
      ...place,
      insert: row === undefined ? null : { relation, row, columns, isUpsert: onConflictClause !== undefined },
    });
  const select = selectStmt && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
  for (const [row, list] of (select?.valuesLists ?? []).entries())
    visitStored(collector, 'List' in list ? (list.List.items ?? []) : [], columns, relation, open(row));
  // A parameter in the list of an INSERT … SELECT is stored, whatever the SELECT reads.
  if (select && !select.valuesLists) storeTargets(collector, select, columns, relation, open(0));
  if (onConflictClause) {
    const scope = open();
    visitAssignments(collector, onConflictClause.targetList, relation, scope);
    visitAll(collector, [onConflictClause.whereClause], scope);
  }
  if (returningClause) visitAll(collector, [returningClause], open());
}

function storeTargets(
  collector: UseCollector,
  select: SelectStmt,
  columns: readonly string[],
  relation: RangeVar,
  scope: QueryScope,
): void {
  if (select.larg) storeTargets(collector, select.larg, columns, relation, scope);
  if (select.rarg) storeTargets(collector, select.rarg, columns, relation, scope);
  const own = (select.withClause?.ctes ?? []).flatMap((node) =>
    'CommonTableExpr' in node ? [{ query: node.CommonTableExpr, isRecursive: false }] : [],
  );
  const from = select.fromClause ?? [];
  const items = deriveColumns(from, [...scope.ctes, ...own]);
  const derived = new Map([[scope, items]]);
  if (from.length === 1 && isStar(select.targetList)) {
    for (const { at, position, isList, source } of items) {
      const value = columnOf(relation, columns[at] ?? '');
      if (columns[at] !== undefined)
        collector.record(position, { scope, meets: { role: 'stored', value } }, isList, source);
    }
  }
  for (const [at, target] of (select.targetList ?? []).entries()) {
    const column = columns[at];
    const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
    if (column === undefined || value === undefined) continue;
    const meets = { role: 'stored', value: columnOf(relation, column) } as const;
    const source = findDerived(value, scope, derived);
    if (source) collector.record(source.position, { scope, meets }, source.isList, source.source);
    else if (!firstColumn(value)) visitExpression(collector, value, { scope, meets });
  }
}

/** `SELECT *`, and nothing else. */
function isStar([target, ...more]: readonly Node[] = []): boolean {
  const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const fields = value && 'ColumnRef' in value ? (value.ColumnRef.fields ?? []) : [];
  return more.length === 0 && fields.some((field) => 'A_Star' in field);
}

/** Visits values that are stored in columns, in their order. */
export function visitStored(
  collector: UseCollector,
  values: readonly Node[],
  columns: readonly string[],
  relation: RangeVar | undefined,
  scope: QueryScope,
): void {
  for (const [at, value] of values.entries()) {
    const column = columns[at];
    const meets =
      column === undefined ? null : ({ role: 'stored', value: columnOf(relation, column) } as const);
    visitExpression(collector, value, { scope, meets });
  }
}

/** Visits the SET of an UPDATE. */
export function visitAssignments(
  collector: UseCollector,
  targets: readonly Node[] | undefined,
  relation: RangeVar | undefined,
  scope: QueryScope,
): void {
  for (const target of targets ?? []) {
    if (!('ResTarget' in target)) continue;
    const { val } = target.ResTarget;
    const meets = { role: 'stored', value: columnOf(relation, targetName(target)) } as const;
    if (val && 'MultiAssignRef' in val) {
      const { source, colno = 1 } = val.MultiAssignRef;
      const isRow = source !== undefined && 'RowExpr' in source;
      const part = isRow ? source.RowExpr.args?.[colno - 1] : source;
      // A subquery stands at each of its columns: it is visited once.
      if (isRow || colno === 1) visitExpression(collector, part, { scope, meets });
    } else visitExpression(collector, val, { scope, meets });
  }
}

/** Name of a column that is assigned to. */
export function targetName(node: Node): string {
  return 'ResTarget' in node ? (node.ResTarget.name ?? '') : '';
}

/** Qualified, since other tables may have a column of this name. */
function columnOf(relation: RangeVar | undefined, column: string): Node {
  const table = relation?.alias?.aliasname ?? relation?.relname;
  const parts = table === undefined ? [column] : [table, column];
  return { ColumnRef: { fields: parts.map((sval) => ({ String: { sval } })) } };
}
