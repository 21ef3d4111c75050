import type { ParameterUse } from '../../../sql/parameters/parameter-use.ts';
import {
  firstColumn,
  type Node,
  parseStatement,
  rewriteTree,
  walkTree,
  writeSql,
} from '../../../sql/parameters/syntax.ts';
import type { ColumnKind } from '../../../sql/parameters/write-choice.ts';
import type { ParameterType } from './parameter-types.ts';

/** An expression over a scope's rows that gives a parameter its values. */
export interface ValueExpression {
  readonly use: ParameterUse;
  readonly kind: ColumnKind;
  /** What the parameter is compared with, as SQL: for asking which column it is. */
  readonly compared: string;
  /** The same for the same expression in another text of the query: without names of FROM items, and without values. */
  readonly label: string;
  /** Of the parameter's type. */
  readonly value: string;
  /** The only column in it, as SQL; null where there are none, or several. */
  readonly column: string | null;
  /** The value with another column, quoted where it has to be, in the place of its own. */
  over(column: string, type: ParameterType): string;
}

/** The expression of a use; `plain` takes the first column in it instead. Null where there is none. */
export function expressionOf(
  use: ParameterUse,
  type: ParameterType,
  bound: ReadonlyMap<number, Node>,
  plain = false,
): ValueExpression | null {
  const tree = plain ? firstColumn(use.value) : (use.value ?? undefined);
  if (tree === undefined) return null;
  const known = rewriteTree(tree, (node) =>
    'ParamRef' in node ? bound.get(node.ParamRef.number ?? 0) : undefined,
  );
  const compared = writeSql(known);
  const columns = new Set(
    [...walkTree(known)].flatMap((node) => ('ColumnRef' in node ? [writeSql(node)] : [])),
  );
  const [column, ...more] = columns;
  const over: ValueExpression['over'] = (name, given) => {
    const other = parseColumn(name);
    return castTo(
      use,
      writeSql(rewriteTree(known, (node) => ('ColumnRef' in node ? other : undefined))),
      given,
    );
  };
  return {
    use,
    kind: kindOf(use),
    compared,
    label: writeSql(rewriteTree(tree, withoutNames)),
    value: castTo(use, compared, type),
    column: column !== undefined && more.length === 0 ? column : null,
    over,
  };
}

function kindOf(use: ParameterUse): ColumnKind {
  if (isUpdateList(use)) return 'many';
  switch (use.role) {
    case 'equal':
      return 'key';
    case 'low':
    case 'high':
      return 'ordered';
    case 'member':
    case 'list':
      return 'many';
    default:
      return 'row';
  }
}

function withoutNames(node: Node): Node | undefined {
  if ('ParamRef' in node) return { A_Const: { isnull: true } };
  const last = 'ColumnRef' in node ? node.ColumnRef.fields?.at(-1) : undefined;
  return last && { ColumnRef: { fields: [last] } };
}

/** A column by its name, quoted where it has to be. */
function parseColumn(name: string): Node | undefined {
  const parsed = parseStatement(`SELECT ${name}`);
  const target = parsed && 'SelectStmt' in parsed ? parsed.SelectStmt.targetList?.[0] : undefined;
  return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

/** Values that an UPDATE stores in many rows, one in each: they stand beside the lists that say which rows. */
export function isUpdateList({ role, isList, scope, group }: ParameterUse): boolean {
  return role === 'stored' && isList && scope.insert === null && group > 0;
}

/** SQL that gives an expression the type that a use wants. */
function castTo({ role, isList }: ParameterUse, expression: string, { name, element }: ParameterType): string {
  switch (role) {
    case 'list':
      return `CAST((${expression}) AS ${element ?? name})`;
    case 'pattern':
    case 'fragment':
      return `CAST((${expression}) AS text)`;
    case 'json-key':
      return `(SELECT min(k) FROM jsonb_object_keys(CASE jsonb_typeof((${expression})::jsonb)
    WHEN 'object' THEN (${expression})::jsonb END) AS keys (k))`;
    default:
      return `CAST((${expression}) AS ${isList ? (element ?? name) : name})`;
  }
}
