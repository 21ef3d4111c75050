import type { Alias, SelectStmt } from '@pgsql/types';
import type { QueryScope, VisibleCte } from '../parameter-use.ts';
import { bareParameter, type Node, nameOf } from '../syntax.ts';

/** A column of a FROM item that is a parameter: `unnest($1) AS u (id)`, `(SELECT $1 AS id) AS s`, `(VALUES ($1)) AS v (id)`. */
export interface DerivedColumn {
  /** Name of the FROM item. */
  readonly table: string;
  readonly column: string;
  /** Place among the columns of its FROM item, from 0. */
  readonly at: number;
  readonly position: number;
  /** The parameter is an array, and the column its elements. */
  readonly isList: boolean;
  /** The FROM item that the rows are made by: equal for columns that are of the same rows. */
  readonly source: Node;
}

/** Columns of FROM items, joins included, that are parameters by another name. */
export function deriveColumns(items: readonly Node[], ctes: readonly VisibleCte[]): readonly DerivedColumn[] {
  return items.flatMap((item) => {
    if ('JoinExpr' in item) {
      const { larg, rarg } = item.JoinExpr;
      return deriveColumns(
        [larg, rarg].filter((side) => side !== undefined),
        ctes,
      );
    }
    if ('RangeFunction' in item) {
      const { functions = [], alias } = item.RangeFunction;
      const calls = functions.flatMap((one) => ('List' in one ? (one.List.items ?? []).slice(0, 1) : [one]));
      return name(
        calls.flatMap(unnested).map((output) => ({ ...output, source: item })),
        alias,
        undefined,
      );
    }
    if ('RangeSubselect' in item) {
      const { subquery, alias } = item.RangeSubselect;
      return subquery && 'SelectStmt' in subquery
        ? name(outputsOf(subquery.SelectStmt, ctes), alias, undefined)
        : [];
    }
    if (!('RangeVar' in item) || item.RangeVar.schemaname !== undefined) return [];
    const { relname, alias } = item.RangeVar;
    const visible = ctes.findLast(({ query }) => query.ctename === relname);
    const cte = visible?.query;
    const query = cte?.ctequery;
    if (!cte || !query || !('SelectStmt' in query)) return [];
    const before = visible ? ctes.slice(0, ctes.indexOf(visible)) : [];
    const named = name(outputsOf(query.SelectStmt, before), { colnames: cte.aliascolnames ?? [] }, relname);
    return named.map((column) => ({ ...column, table: alias?.aliasname ?? column.table }));
  });
}

/** The derived column that a reference names in a scope, or in one around it. */
export function findDerived(
  node: Node,
  scope: QueryScope | null,
  derived: ReadonlyMap<QueryScope, readonly DerivedColumn[]>,
): DerivedColumn | undefined {
  if (!('ColumnRef' in node)) return undefined;
  const parts = (node.ColumnRef.fields ?? []).map(nameOf);
  const column = parts.at(-1);
  const table = parts.at(-2);
  for (let level = scope; level !== null; level = level.outer) {
    const found = derived
      .get(level)
      ?.find((one) => one.column === column && (table === undefined || one.table === table));
    if (found) return found;
  }
  return undefined;
}

interface Output {
  readonly name: string | undefined;
  readonly position: number | undefined;
  readonly isList: boolean;
  readonly source: Node;
}

function name(
  outputs: readonly Output[],
  alias: Alias | undefined,
  fallback: string | undefined,
): DerivedColumn[] {
  const table = alias?.aliasname ?? fallback ?? '';
  return outputs.flatMap(({ name: own, position, isList, source }, at) => {
    // PostgreSQL names the only column of a function by the alias.
    const column = nameOf(alias?.colnames?.[at]) || own || table;
    return position === undefined ? [] : [{ table, column, at, position, isList, source }];
  });
}

function outputsOf(select: SelectStmt, outside: readonly VisibleCte[]): readonly Output[] {
  const { targetList = [], valuesLists, larg, fromClause = [], withClause } = select;
  if (larg) return [];
  const own = (withClause?.ctes ?? []).flatMap((node) =>
    'CommonTableExpr' in node ? [{ query: node.CommonTableExpr, isRecursive: false }] : [],
  );
  const inner = deriveColumns(fromClause, [...outside, ...own]);
  const [first] = valuesLists ?? [];
  if (first && 'List' in first)
    return (first.List.items ?? []).map((value, at) => ({
      name: `column${at + 1}`,
      position: bareParameter(value),
      isList: false,
      source: first,
    }));
  return targetList.flatMap((target): readonly Output[] => {
    const { name: own, val } = 'ResTarget' in target ? target.ResTarget : {};
    if (fromClause.length === 1 && isStar(val))
      return inner.map((column) => ({ ...column, name: column.column }));
    const [element] = val ? unnested(val) : [];
    const passed = val && passedOn(val, inner);
    if (passed) return [{ ...passed, name: own ?? passed.column }];
    return [
      {
        name: own ?? element?.name,
        position: element?.position ?? bareParameter(val),
        isList: element !== undefined,
        source: target,
      },
    ];
  });
}

function isStar(value: Node | undefined): boolean {
  return (
    value !== undefined &&
    'ColumnRef' in value &&
    (value.ColumnRef.fields ?? []).some((field) => 'A_Star' in field)
  );
}

/** The column of the FROM within that a column is, casts left aside. */
function passedOn(value: Node, inner: readonly DerivedColumn[]): DerivedColumn | undefined {
  if ('TypeCast' in value) return value.TypeCast.arg && passedOn(value.TypeCast.arg, inner);
  if (!('ColumnRef' in value)) return undefined;
  const parts = (value.ColumnRef.fields ?? []).map(nameOf);
  const [column, table] = [parts.at(-1), parts.at(-2)];
  return inner.find((one) => one.column === column && (table === undefined || one.table === table));
}

/** The arguments of `unnest`. */
function unnested(call: Node): readonly Omit<Output, 'source'>[] {
  if (!('FuncCall' in call) || nameOf(call.FuncCall.funcname?.at(-1)) !== 'unnest') return [];
  const args = call.FuncCall.args ?? [];
  return args.map((arg) => ({
    name: args.length === 1 ? undefined : 'unnest',
    position: bareParameter(arg),
    isList: true,
  }));
}
