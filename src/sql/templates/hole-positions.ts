import type { ParseTree } from '../parser.ts';

/**
 * What a parameter is to its statement. `condition`: a whole WHERE, ON or HAVING, or a side of an AND. `sort`: an item of
 * ORDER BY, GROUP BY or DISTINCT ON. `column`: the only item of SELECT or RETURNING. `item`: one of several, or the
 * argument of an aggregate. `operand`: a side of OR, or the left of a comparison with no column. `value`: all else.
 */
export type ParameterPosition = 'condition' | 'sort' | 'column' | 'item' | 'operand' | 'value';

type Json = Readonly<Record<string, unknown>>;

const SORT_LISTS = new Set(['sortClause', 'groupClause', 'distinctClause']);
const WRAPPERS = new Set(['ResTarget', 'SortBy', 'BoolExpr', 'A_Expr', 'FuncCall', 'NullTest', 'val', 'node']);
const CONDITIONS = new Set(['whereClause', 'havingClause', 'quals', 'aggFilter']);

/** Aggregates that are called with a column, never with a constant. */
const AGGREGATES = new Set([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'array_agg',
  'string_agg',
  'json_agg',
  'jsonb_agg',
]);

/** The position of every parameter of a statement, by its number; one that stands twice keeps the first that is no value. */
export function findParameterPositions(node: ParseTree[number]): ReadonlyMap<number, ParameterPosition> {
  const found = new Map<number, ParameterPosition>();
  visit(node, 'value', found);
  return found;
}

/**
 * Offset of a parameter that libpg-query reads as the text of a literal with a type before it (`date $1`, and so
 * `order by total $1`), which PostgreSQL itself rejects; null when there is none.
 */
export function findMisreadParameter(value: unknown): number | null {
  if (Array.isArray(value)) return firstFound(value);
  if (!isObject(value)) return null;
  const { TypeCast: cast } = value;
  // The cast of such a literal has no place of its own.
  if (isObject(cast) && cast.location === -1 && isObject(cast.arg) && isObject(cast.arg.ParamRef)) {
    return Number(cast.arg.ParamRef.location ?? 0);
  }
  return firstFound(Object.values(value));
}

function firstFound(values: readonly unknown[]): number | null {
  for (const value of values) {
    const found = findMisreadParameter(value);
    if (found !== null) return found;
  }
  return null;
}

function visit(value: unknown, position: ParameterPosition, found: Map<number, ParameterPosition>): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, position, found);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'ParamRef' && isObject(child)) {
      const number = Number(child.number ?? 0);
      if ((found.get(number) ?? 'value') === 'value') found.set(number, position);
    } else if (isObject(child) || Array.isArray(child)) {
      visit(child, positionUnder(key, value, position), found);
    }
  }
}

/** The position of what stands directly under a field; a parameter deeper down is told apart by its own parents. */
function positionUnder(key: string, parent: Json, position: ParameterPosition): ParameterPosition {
  if (SORT_LISTS.has(key)) return 'sort';
  // Of SELECT alone: the target list of an UPDATE holds the values that it sets.
  if ((key === 'targetList' && 'limitOption' in parent) || key === 'exprs') return onlyItem(parent[key]);
  if (CONDITIONS.has(key)) return 'condition';
  if (key === 'args' && 'boolop' in parent) return isAnd(parent) ? 'condition' : 'operand';
  if (key === 'args' && isAggregate(parent)) return 'item';
  if (key === 'lexpr') return isColumn(parent.rexpr) ? 'value' : 'operand';
  if (key === 'arg' && 'nulltesttype' in parent) return 'operand';
  // Wrappers, and the fields in which they hold their expression.
  return WRAPPERS.has(key) ? position : 'value';
}

function onlyItem(list: unknown): ParameterPosition {
  return Array.isArray(list) && list.length > 1 ? 'item' : 'column';
}

function isAnd(parent: Json): boolean {
  return parent.boolop === 'AND_EXPR';
}

function isAggregate(parent: Json): boolean {
  const name = Array.isArray(parent.funcname) ? parent.funcname.at(-1) : undefined;
  const text = isObject(name) && isObject(name.String) ? name.String.sval : undefined;
  return typeof text === 'string' && AGGREGATES.has(text);
}

function isColumn(value: unknown): boolean {
  return isObject(value) && 'ColumnRef' in value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
