import { parseSql } from '../../../sql/parser.ts';
import type { ColumnFacts } from '../catalog/table-facts.ts';
import { constantOf, type Node } from '../checks/read-node.ts';

/** The default of a column where it is a constant; undefined for none, NULL, and one that is computed. The parser must be loaded. */
export function constantDefault({ defaultSql, type }: ColumnFacts): string | undefined {
  if (defaultSql === null || type.kind === 'array' || type.kind === 'composite') return undefined;
  const parsed = parseSql(`SELECT ${defaultSql}`);
  const select = parsed.ok
    ? (parsed.value[0]?.['SelectStmt'] as { readonly targetList?: readonly Node[] } | undefined)
    : undefined;
  const target = select?.targetList?.[0]?.['ResTarget'] as { readonly val?: Node } | undefined;
  return target?.val === undefined ? undefined : constantOf(target.val);
}
