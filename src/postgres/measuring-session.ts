import type pg from 'pg';
import { ConfigError } from '../errors.ts';
import { connect } from './connect.ts';
import { isConnectionLoss } from './connection-loss.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { type RepeatedStatement, repeatStatement } from './repeat-statement.ts';
import { SESSION_SETTINGS } from './server-settings.ts';

/** How long after the server's own timeout ours steps in, and again after that, milliseconds. */
const GRACE_MS = 1000;
/** How often a statement is cancelled before its connection is given up. */
const CANCEL_ATTEMPTS = 3;

/** One backend that measures as the role without rights. */
export interface MeasuringSession extends AsyncDisposable {
  /** Process id of the backend, as the server counts them. */
  readonly processId: number;
  /**
   * Runs exactly one statement by the extended protocol; a text of several is refused by the server (42601).
   * A server error rejects with its SQLSTATE in `code`, a timeout with 57014.
   * @throws ProviderError when the server is gone
   */
  query(text: string, values?: readonly unknown[]): Promise<QueryAnswer>;
  /** Executes one statement several times in one round trip, rolled back; see `repeatStatement`. Rejects as `query` does. */
  repeat(statement: RepeatedStatement): Promise<void>;
}

/** Rows, and which column of which table each of their columns is (RowDescription; 0 is none). */
export interface QueryAnswer {
  readonly rows: Record<string, unknown>[];
  readonly fields: readonly { readonly tableID: number; readonly columnID: number }[];
}

/** How a measuring session is to be. */
export interface MeasuringSessionOptions {
  /** The user's `postgres.session` statements, run in order. */
  readonly session: readonly string[];
  /** `statement_timeout`, seconds. */
  readonly statementSeconds: number;
  /** The user's planner settings, names in lower case. */
  readonly settings: Readonly<Record<string, string>>;
  /** What a connection that is gone is reported as. */
  readonly explainLoss: (error: unknown) => Promise<unknown>;
}

/**
 * Opens a measuring session: settings first, then the user's session statements.
 * @throws ConfigError for a session statement that the server refuses
 */
export async function openMeasuringSession(
  role: ConnectionSettings,
  { session, statementSeconds, settings, explainLoss }: MeasuringSessionOptions,
): Promise<MeasuringSession> {
  const client = await connect(role);
  const limitMs = Math.ceil(statementSeconds * 1000);
  const ask = (text: string, values: readonly unknown[] = []) => run(client, text, values);
  try {
    const own = { ...SESSION_SETTINGS, ...settings, statement_timeout: `${limitMs}ms`, lock_timeout: '5s' };
    await applySettings(ask, own);
    const processId = Number((await ask('SELECT pg_backend_pid() AS pid')).rows[0]?.pid);
    for (const [index, text] of session.entries()) {
      await ask(text).catch((error: unknown) => {
        throw refusedStatement(index, text, error);
      });
    }
    const guard = async <T>(times: number, work: () => Promise<T>): Promise<T> => {
      const watchdog = cancelAfter(role, client, processId, limitMs * times);
      try {
        return await work();
      } catch (error) {
        if (watchdog.gaveUp()) throw timedOut(error);
        throw isConnectionLoss(error) ? await explainLoss(error) : error;
      } finally {
        watchdog.stop();
      }
    };
    return {
      processId,
      query: (text, values = []) => guard(1, () => ask(text, values)),
      repeat: (statement) => guard(statement.times, () => repeatStatement(client, statement)),
      [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

type Ask = (text: string, values?: readonly unknown[]) => Promise<QueryAnswer>;

/** Several statements in one text are refused only by the extended protocol, which pg uses unasked just with values. */
function run(client: pg.Client, text: string, values: readonly unknown[]) {
  const query = { text, values: [...values], queryMode: 'extended' };
  return client.query<Record<string, unknown>>(query);
}

/** Settings that only a superuser or a restart can change are left to the server: those it has by now. */
async function applySettings(ask: Ask, settings: Readonly<Record<string, string>>): Promise<void> {
  await ask(
    `SELECT set_config(wanted.key, wanted.value, false)
     FROM json_each_text($1::json) AS wanted
     LEFT JOIN pg_settings AS known ON lower(known.name) = wanted.key
     WHERE known.context = 'user' OR known.name IS NULL`,
    [JSON.stringify(settings)],
  );
}

function refusedStatement(index: number, text: string, error: unknown): unknown {
  if (isConnectionLoss(error) || !(error instanceof Error)) return error;
  return new ConfigError(`postgres.session[${index}] (${text.slice(0, 80)}): ${error.message}`, {
    code: 'config-session-statement',
    hint: 'It runs as a role without rights; SET ROLE reaches roles that the migrations create and that are no superusers.',
    cause: error,
  });
}

/**
 * The server's own timeout can be outlived by a statement that lifts it. This one cannot: the backend is cancelled
 * from a second connection of the same role, which needs no further right, and in the end its connection is dropped.
 */
function cancelAfter(role: ConnectionSettings, client: pg.Client, processId: number, limitMs: number) {
  let attempts = 0;
  let gaveUp = false;
  let timer = setTimeout(attempt, limitMs + GRACE_MS);
  function attempt(): void {
    attempts += 1;
    if (attempts > CANCEL_ATTEMPTS) {
      gaveUp = true;
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      return;
    }
    timer = setTimeout(attempt, GRACE_MS);
    void cancelBackend(role, processId);
  }
  return { stop: () => clearTimeout(timer), gaveUp: () => gaveUp };
}

async function cancelBackend(role: ConnectionSettings, processId: number): Promise<void> {
  try {
    await using second = await connect(role);
    await second.query('SELECT pg_cancel_backend($1)', [processId]);
  } catch {
    // The next attempt, or the dropped connection, has the last word.
  }
}

function timedOut(cause: unknown): Error {
  const error = new Error('the statement did not end when it was cancelled; its connection was dropped', {
    cause,
  });
  return Object.assign(error, { code: '57014', severity: 'ERROR' });
}
