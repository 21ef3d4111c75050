import type pg from 'pg';
import type { ScriptStatement } from './script-item.ts';
import { sendStatement } from './send-statement.ts';

/** Sends statements without waiting for the answers to those before. */
export interface StatementPipeline {
  /** Whether a statement may go out before the answers to those before it are in. */
  takes(statement: ScriptStatement): boolean;
  /** Resolves when there is room for the next. */
  send(statement: ScriptStatement): Promise<void>;
  /** Sends when nothing is under way. Gives true when it failed and `forgive` says that it does not matter. */
  sendAlone(statement: ScriptStatement, forgive: (error: unknown) => Promise<boolean>): Promise<boolean>;
  /** Resolves when every answer is in. */
  drain(): Promise<void>;
}

/**
 * The statements whose effect on the session the reader need not know before it reads on: no setting, no encoding, no
 * transaction, no COPY. Dumps and seeds consist of these.
 */
const PIPELINED = new Set([
  'insert',
  'update',
  'delete',
  'create',
  'alter',
  'drop',
  'comment',
  'grant',
  'revoke',
]);

/** On one machine 128 statements hide the round trip; more would only run on longer behind an error. */
const MAX_UNDER_WAY = 128;
/** UTF-16 units. Bounds memory where statements are large. */
const MAX_UNITS_UNDER_WAY = 4_194_304;

/**
 * Opens a pipeline. Every statement is still a query and a transaction of its own; those behind a failed one run
 * before the failure is known, in a database that is then dropped. `fail` is given the first that failed, and throws.
 */
export function openPipeline(
  client: pg.Client,
  fail: (statement: ScriptStatement, error: unknown) => never,
): StatementPipeline {
  const underWay: {
    readonly statement: ScriptStatement;
    readonly answer: Promise<{ readonly error?: unknown }>;
  }[] = [];
  let units = 0;
  const start = (statement: ScriptStatement) => {
    units += statement.text.length;
    const answer = sendStatement(client, statement.text).then(
      () => ({}),
      (error: unknown) => ({ error }),
    );
    underWay.push({ statement, answer });
  };
  const takeAnswer = async () => {
    const first = underWay.shift();
    if (first === undefined) return;
    units -= first.statement.text.length;
    const answer = await first.answer;
    if ('error' in answer) fail(first.statement, answer.error);
  };
  return {
    takes: ({ keywords: [first = ''] }) => PIPELINED.has(first),
    async send(statement) {
      start(statement);
      while (underWay.length > MAX_UNDER_WAY || units > MAX_UNITS_UNDER_WAY) await takeAnswer();
    },
    async sendAlone(statement, forgive) {
      try {
        await sendStatement(client, statement.text);
        return false;
      } catch (error) {
        if (await forgive(error)) return true;
        return fail(statement, error);
      }
    },
    async drain() {
      while (underWay.length > 0) await takeAnswer();
    },
  };
}
