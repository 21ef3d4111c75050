import type { RangeVar } from '@pgsql/types';
import { type ColumnsOfType, typeOf } from '../../../sql/parameters/documents/split-documents.ts';
import type { ColumnsOf } from '../../../sql/parameters/find-uses.ts';
import { type Node, nameOf, parseStatement, walkTree } from '../../../sql/parameters/syntax.ts';
import type { Prober } from '../probe/run-probe.ts';
import { quoteName } from '../probe/table-sizes.ts';

/** Columns of the relations and composite types that statements name without naming their columns. */
export interface KnownColumns {
  readonly columnsOf: ColumnsOf;
  readonly columnsOfType: ColumnsOfType;
}

/** Reads columns for INSERTs that list none, and for `json_populate_recordset(NULL::type, …)`. */
export async function readColumns(prober: Prober, trees: readonly Node[]): Promise<KnownColumns> {
  const known = new Map<string, Awaited<ReturnType<typeof readOne>>>();
  const wanted = trees.flatMap((tree) => [...walkTree(tree)].flatMap(relationsWanted));
  for (const relation of wanted) {
    const name = quoteName(relation);
    if (!known.has(name)) known.set(name, await readOne(prober, name));
  }
  return {
    columnsOf: (relation) => known.get(quoteName(relation))?.map(({ name }) => name),
    columnsOfType: (type) => known.get(quoteName(type)),
  };
}

function relationsWanted(node: Node): readonly RangeVar[] {
  if ('InsertStmt' in node)
    return !node.InsertStmt.cols && node.InsertStmt.relation ? [node.InsertStmt.relation] : [];
  if (!('FuncCall' in node)) return [];
  const name = nameOf(node.FuncCall.funcname?.at(-1));
  return /^jsonb?_populate_recordset$/.test(name) ? [typeOf(node.FuncCall)] : [];
}

async function readOne(prober: Prober, name: string): Promise<ReturnType<ColumnsOfType>> {
  const answer = await prober.ask(COLUMNS, [name]);
  if (answer.kind === 'refused' || answer.rows.length === 0) return undefined;
  return answer.rows.flatMap((row) => {
    const parsed = parseStatement(`SELECT NULL::${String(row['type'])}`);
    const target = parsed && 'SelectStmt' in parsed ? parsed.SelectStmt.targetList?.[0] : undefined;
    const cast = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
    const typeName = cast && 'TypeCast' in cast ? cast.TypeCast.typeName : undefined;
    return typeName ? [{ name: String(row['attname']), typeName }] : [];
  });
}

const COLUMNS = `SELECT attname, pg_catalog.format_type(atttypid, -1) AS type
FROM pg_catalog.pg_attribute
WHERE attrelid = pg_catalog.to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;
