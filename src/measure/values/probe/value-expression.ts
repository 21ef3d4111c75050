import type { ParameterUse } from '../../../sql/parameters/parameter-use.ts';
import { firstColumn, type Node, rewriteTree, writeSql } from '../../../sql/parameters/syntax.ts';
import type { ColumnKind } from '../../../sql/parameters/write-choice.ts';
import type { ParameterType } from './parameter-types.ts';

/** An expression over a scope's rows that gives a parameter its values. */
export interface ValueExpression {
  readonly use: ParameterUse;
  readonly kind: ColumnKind;
  /** What the parameter is compared with, as SQL: for asking which column it is. */
  readonly compared: string;
  /** Of the parameter's type. */
  readonly value: string;
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
  return { use, kind: kindOf(use), compared, value: castTo(use, compared, type) };
}

function kindOf({ role }: ParameterUse): ColumnKind {
  switch (role) {
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

/** SQL that gives an expression the type that a use wants. */
export function castTo(
  { role, isList }: ParameterUse,
  expression: string,
  { name, element }: ParameterType,
): string {
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
