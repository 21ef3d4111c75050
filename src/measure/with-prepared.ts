import { toArrayText } from '../sql/parameters/literals.ts';
import { writeSql } from '../sql/parameters/syntax.ts';
import { type ExecutionFailure, execute } from './execute.ts';
import type { MeasuringSession } from './measuring-session.ts';

/** Name of the prepared statement; there is one at a time. */
export const PREPARED = 'explain_gate_prepared';

/**
 * Prepares a statement, does `work` with the EXECUTE that stands for it with these values, and lets go of it again. Only for
 * EXECUTE does EXPLAIN show and run the plan that `plan_cache_mode` asks for; a statement of its own it plans for its values.
 * Returns why the server can't prepare it.
 */
export async function withPrepared<T>(
  session: MeasuringSession,
  { sql, values }: { readonly sql: string; readonly values: readonly unknown[] },
  work: (call: string) => Promise<T>,
): Promise<T | ExecutionFailure> {
  const prepared = await execute(session, `PREPARE ${PREPARED} AS ${sql}`, []);
  if ('kind' in prepared) return prepared;
  try {
    return await work(`EXECUTE ${PREPARED}(${values.map(toLiteral).join(', ')})`);
  } finally {
    await session.query(`DEALLOCATE ${PREPARED}`);
  }
}

/** A value as the driver would send it; EXECUTE takes no parameters of its own. */
function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return writeSql({ A_Const: { sval: { sval: toText(value) } } });
}

function toText(value: unknown): string {
  if (Array.isArray(value))
    return toArrayText(value.map((element) => (element === null ? null : toText(element))));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
