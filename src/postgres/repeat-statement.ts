import type pg from 'pg';
// pg has no public name for the function by which it writes values; its own custom query classes use it from here.
import { prepareValue } from 'pg/lib/utils.js';

/** One statement, to be executed several times in one round trip. */
export interface RepeatedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly times: number;
  /** A transaction of its own for each execution, rolled back: an INSERT meets no row of the execution before. */
  readonly isolated: boolean;
  /** Deferrable constraints are checked with each execution: the end of the transaction never comes. */
  readonly immediate: boolean;
}

/** What stands around an execution, by its name in the backend; the statement itself is the unnamed one. */
const AROUND = {
  explain_gate_begin: 'BEGIN',
  explain_gate_immediate: 'SET CONSTRAINTS ALL IMMEDIATE',
  explain_gate_rollback: 'ROLLBACK',
} as const;

/**
 * Executes a statement again and again by one message of the extended protocol: Parse once, then Bind and Execute each time,
 * one Sync at the end (PostgreSQL docs, 54.2.4 "Pipelining"). It is planned anew at each Bind under
 * `plan_cache_mode = force_custom_plan`, and its rows are written and sent each time; here they are thrown away.
 * Everything happens in transactions that are rolled back. After a rejection the backend may be inside one.
 *
 * pg's own pipeline mode would do it with a Sync, a send and an answer for each execution: more system calls and wake-ups
 * than work for the statements that this is for.
 */
export function repeatStatement(client: pg.Client, statement: RepeatedStatement): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new Repetition(statement, (error) => (error === null ? resolve() : reject(error))));
  });
}

/** The messages of pg's connection as they are; @types/pg describes an older one. */
interface Messages {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string; types: readonly number[] }): void;
  bind(message: { statement: string; values: unknown[]; valueMapper(value: unknown): unknown }): void;
  execute(message: { portal: string; rows: number }): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** A query as pg's client drives it: `submit`, then a handler for each kind of answer (as in pg-cursor). */
class Repetition implements pg.Submittable {
  readonly #statement: RepeatedStatement;
  readonly #settle: (error: Error | null) => void;

  constructor(statement: RepeatedStatement, settle: (error: Error | null) => void) {
    this.#statement = statement;
    this.#settle = settle;
  }

  submit(connection: pg.Connection): void {
    const { text, values, times, isolated, immediate } = this.#statement;
    const messages = connection as unknown as Messages;
    const run = (statement: keyof typeof AROUND | '', given: unknown[] = []) => {
      messages.bind({ statement, values: given, valueMapper: (value) => prepareValue(value) });
      messages.execute({ portal: '', rows: 0 });
    };
    const begin = () => {
      run('explain_gate_begin');
      if (immediate) run('explain_gate_immediate');
    };
    messages.stream.cork();
    try {
      for (const [name, around] of Object.entries(AROUND)) {
        // Of an earlier repetition; to close what is not there is no error.
        messages.close({ type: 'S', name });
        messages.parse({ name, text: around, types: [] });
      }
      messages.parse({ name: '', text, types: [] });
      if (!isolated) begin();
      for (let count = 0; count < times; count += 1) {
        if (isolated) begin();
        run('', [...values]);
        if (isolated) run('explain_gate_rollback');
      }
      if (!isolated) run('explain_gate_rollback');
    } finally {
      messages.sync();
      messages.stream.uncork();
    }
  }

  handleError(error: Error): void {
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle(null);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail('nothing is copied here');
  }
}
