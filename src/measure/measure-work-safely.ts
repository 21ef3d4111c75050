import type { CaseSide } from './case-side.ts';
import type { ConstraintMode } from './execute.ts';
import { type MeasuredWork, measureWork } from './measure-work.ts';
import { survive } from './revive.ts';

/** SQLSTATE connection_failure, where the server did not say why a backend ended (PostgreSQL docs, appendix A). */
const CONNECTION_FAILURE = '08006';

/**
 * `measureWork` that outlives its backend: once more in a fresh one, since somebody else may have ended it. A statement under
 * which a second one ends has failed: it is the statement that ends them.
 */
export async function measureWorkSafely(input: CaseSide, constraints?: ConstraintMode): Promise<MeasuredWork> {
  const measure = () => survive([input.side], () => measureWork(input, constraints));
  const first = await measure();
  const second = 'lost' in first ? await measure() : first;
  if ('done' in second) return second.done;
  const sqlState = sqlStateOf(second.lost.cause) ?? CONNECTION_FAILURE;
  const message = 'its backend ended while it was executed, and so did a second one';
  return {
    outcome: { kind: 'failed', sqlState, message },
    written: [],
    constraints: constraints ?? 'immediate',
  };
}

function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
