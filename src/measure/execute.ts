import type { SideOutcome } from '../compare/measurement.ts';
import { ProviderError } from '../errors.ts';
import type { MeasuringSession } from './measuring-session.ts';

/** SQLSTATE of `canceling statement due to statement timeout` (PostgreSQL docs, appendix A). */
const QUERY_CANCELED = '57014';

/** SQLSTATEs, or beginnings of them, that speak of the connection or the server (shutdown, disk full), not of the statement. */
const SERVER_TROUBLE = ['08', '57P', '58', '53100', '53300'] as const;

/** A statement that the server refused or did not finish in time. */
export type ExecutionFailure = Exclude<SideOutcome, { kind: 'measured' }>;

/**
 * When deferrable constraints and constraint triggers are checked. A transaction that is rolled back never reaches those
 * that wait for its end: only `immediate` makes them part of the statement.
 */
export type ConstraintMode = 'immediate' | 'deferred';

/**
 * Runs one statement in a transaction of its own that is rolled back.
 * What concerns the statement is returned; what concerns the server or the connection is thrown.
 */
export function execute(
  session: MeasuringSession,
  text: string,
  values: readonly unknown[],
  constraints: ConstraintMode = 'immediate',
): Promise<Awaited<ReturnType<MeasuringSession['query']>> | ExecutionFailure> {
  return inRolledBackTransaction(session, () => session.query(text, values), constraints);
}

/** Does `work` in a transaction that is rolled back, whatever happens. Failures as in `execute`. */
export async function inRolledBackTransaction<T>(
  session: MeasuringSession,
  work: () => Promise<T>,
  constraints: ConstraintMode = 'immediate',
): Promise<T | ExecutionFailure> {
  await session.query('BEGIN');
  let startedAt = performance.now();
  const result = await (async () => {
    if (constraints === 'immediate') await session.query('SET CONSTRAINTS ALL IMMEDIATE');
    startedAt = performance.now();
    return work();
  })().catch(async (error: unknown) => {
    try {
      return toFailure(error, performance.now() - startedAt);
    } catch (trouble) {
      // Why the connection is gone says more than that it is gone.
      await session.query('ROLLBACK').catch(() => undefined);
      throw trouble;
    }
  });
  await session.query('ROLLBACK');
  return result;
}

/** The failure of work that makes its own transactions, which are over then; null when there is none. Throws as `execute` does. */
export async function attempt(
  session: MeasuringSession,
  work: () => Promise<void>,
): Promise<ExecutionFailure | null> {
  const startedAt = performance.now();
  try {
    await work();
    return null;
  } catch (error) {
    const failure = toFailure(error, performance.now() - startedAt);
    await session.query('ROLLBACK');
    return failure;
  }
}

function toFailure(error: unknown, elapsedMs: number): ExecutionFailure {
  if (!(error instanceof Error)) throw error;
  const sqlState = (error as Error & { code?: unknown }).code;
  if (typeof sqlState !== 'string' || !/^[0-9A-Z]{5}$/.test(sqlState)) throw error;
  if (sqlState === QUERY_CANCELED) return { kind: 'timed-out', afterMs: Math.round(elapsedMs) };
  if (SERVER_TROUBLE.some((prefix) => sqlState.startsWith(prefix))) {
    throw new ProviderError(`the server could not go on measuring: ${error.message} (SQLSTATE ${sqlState})`, {
      code: 'server-trouble',
      hint: 'Give the server more room (disk, connections) and run again.',
      cause: error,
    });
  }
  return { kind: 'failed', sqlState, message: error.message };
}
