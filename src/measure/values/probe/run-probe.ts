import { inRolledBackTransaction } from '../../execute.ts';
import type { MeasuringSession } from '../../measuring-session.ts';

/** What the server answered to a probe, or why it did not. */
export type ProbeAnswer =
  | {
      readonly kind: 'answered';
      readonly rows: readonly Record<string, unknown>[];
      readonly fields: readonly { readonly tableID: number; readonly columnID: number }[];
    }
  | { readonly kind: 'refused'; readonly sqlState: string | null; readonly message: string };

/** Asks questions about the data, each once: equal texts have equal answers while nothing is written. */
export interface Prober {
  /** Runs one statement that reads. */
  ask(sql: string, values?: readonly unknown[]): Promise<ProbeAnswer>;
  /** Runs one statement only if the planner thinks it cheap. */
  askIfCheap(sql: string): Promise<ProbeAnswer>;
  readonly session: MeasuringSession;
}

/**
 * Highest total cost of a probe, in the planner's units: reading some 15,000 blocks in order, about a tenth of a second. A
 * limit of time would choose other values on a busier machine.
 */
const MAX_COST = 25_000;

/** A prober on a measuring session: its role, its row-level security, its search path, its timeout. */
export function createProber(session: MeasuringSession): Prober {
  const answers = new Map<string, Promise<ProbeAnswer>>();
  const once = (key: string, question: () => Promise<ProbeAnswer>) => {
    const known = answers.get(key) ?? question();
    answers.set(key, known);
    return known;
  };
  // Probes that are asked for at once would share the session's one transaction.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (probe: () => Promise<ProbeAnswer>): Promise<ProbeAnswer> => {
    const answer = last.then(probe);
    last = answer.catch(() => undefined);
    return answer;
  };
  const ask: Prober['ask'] = (sql, values = []) =>
    once(JSON.stringify([sql, values]), () => inTurn(() => runProbe(session, sql, values)));
  return {
    session,
    ask,
    askIfCheap: (sql) => once(`cheap ${sql}`, () => inTurn(() => runProbe(session, sql, [], MAX_COST))),
  };
}

/** The planner thinks that a probe costs too much. */
class TooDear extends Error {}

/** For one transaction: nothing is written, and a probe is planned for its values whatever plans decide. */
const PROBE_SETTINGS = `
  SELECT pg_catalog.set_config('transaction_read_only', 'on', true),
         pg_catalog.set_config('plan_cache_mode', 'force_custom_plan', true)`;

async function runProbe(
  session: MeasuringSession,
  sql: string,
  values: readonly unknown[],
  maxCost?: number,
): Promise<ProbeAnswer> {
  const run = async () => {
    await session.query(PROBE_SETTINGS);
    if (maxCost !== undefined) {
      const cost = costOf((await session.query(`EXPLAIN (FORMAT JSON) ${sql}`)).rows);
      if (cost > maxCost) throw new TooDear(`reading it would cost ${Math.round(cost)}`);
    }
    return session.query(sql, values);
  };
  try {
    const answer = await inRolledBackTransaction(session, run, 'deferred');
    if (!('kind' in answer)) return { kind: 'answered', rows: answer.rows, fields: answer.fields ?? [] };
    return answer.kind === 'failed'
      ? { kind: 'refused', sqlState: answer.sqlState, message: answer.message }
      : { kind: 'refused', sqlState: null, message: `it did not end within ${answer.afterMs} ms` };
  } catch (error) {
    if (error instanceof TooDear) return { kind: 'refused', sqlState: null, message: error.message };
    throw error;
  }
}

/** Total cost in the answer to EXPLAIN, in the planner's units. */
function costOf(rows: readonly Record<string, unknown>[]): number {
  const [explained] = (rows[0]?.['QUERY PLAN'] ?? []) as readonly { readonly Plan?: Record<string, unknown> }[];
  return Number(explained?.Plan?.['Total Cost'] ?? 0);
}
