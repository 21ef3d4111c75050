import type { Statement } from './statement.ts';

/** PostgreSQL's parse nodes of statements that write rows. */
const WRITING_NODES: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Whether a statement writes rows by itself or by a CTE. What its functions do is not known here. */
export function writesRows({ canonical }: Pick<Statement, 'canonical'>): boolean {
  let found = false;
  if (canonical === null) return false;
  JSON.parse(canonical, (key, value: unknown) => {
    if (WRITING_NODES.has(key)) found = true;
    return value;
  });
  return found;
}
