import pg from 'pg';
import type { QueryConnection } from '../query-connection.ts';

/** PostgreSQL's refusal of a statement. */
export interface Refused {
  readonly refused: { readonly sqlstate: string; readonly message: string };
}

/** Runs `work` under a savepoint and undoes whatever it did. `work` must send all of its queries before it first waits. */
export async function undo<Result>(connection: QueryConnection, work: () => Promise<Result>): Promise<Result> {
  // Sent together, so that statements can be asked about without waiting for each other.
  const begun = connection.query('SAVEPOINT explain_gate_probe');
  const working = work();
  const ended = connection.query(
    'ROLLBACK TO SAVEPOINT explain_gate_probe; RELEASE SAVEPOINT explain_gate_probe',
  );
  const [first, result, last] = await Promise.allSettled([begun, working, ended]);
  for (const settled of [first, last]) if (settled.status === 'rejected') throw settled.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** The refusal that an error is. @throws the error, if it is none of the server's */
export function refusalOf(error: unknown): Refused {
  if (!(error instanceof pg.DatabaseError)) throw error;
  return { refused: { sqlstate: error.code ?? 'unknown', message: error.message } };
}
