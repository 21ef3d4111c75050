import type { DecidingPlans } from './plan-mode.ts';

/** What measure/ needs of a connection: one backend, the measuring role, the session's settings already made. */
export interface MeasuringSession {
  /**
   * Runs exactly one statement by the extended protocol. A server error rejects with its SQLSTATE in `code`;
   * a connection that is gone rejects with an ExplainGateError.
   */
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{
    readonly rows: readonly Record<string, unknown>[];
    /** Which column of which table each column of the result is, by the server's RowDescription; 0 is none. */
    readonly fields?: readonly { readonly tableID: number; readonly columnID: number }[];
  }>;
  /** Executes one statement `times` times in one round trip; everything is rolled back. Rejects as `query` does. */
  repeat(statement: Repetition): Promise<void>;
}

/** A statement to be executed again and again. */
export interface Repetition {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly times: number;
  /** A transaction for each execution, not one for all. */
  readonly isolated: boolean;
  /** Deferrable constraints are checked at once. */
  readonly immediate: boolean;
}

/** What the kernel has counted for one backend, milliseconds. */
export interface ClockReading {
  readonly cpuMs: number;
  /** Ready to run, and waiting for a processor. */
  readonly waitMs: number;
}

/** What a rolled-back write leaves a trace in: dead rows in a table, another position in a sequence. Unquoted. */
export interface WrittenRelation {
  readonly schema: string;
  readonly relation: string;
  readonly kind: 'table' | 'sequence';
}

/** One side of the comparison: a database, its one backend, and what may be asked of its owner. */
export interface MeasuringSide {
  /** The backend of now; `renew` puts another in its place. */
  readonly session: MeasuringSession;
  /** `server_version_num`. */
  readonly versionNumber: number;
  /** The plans that its backends make, and by which it is measured. */
  readonly plans: DecidingPlans;
  /** Removes the traces of rolled-back writes, so that they do not drift from case to case. */
  cleanUp(written: readonly WrittenRelation[]): Promise<void>;
  /** Reads the CPU clock of the backend from outside of it; null where the server has none. */
  readonly readClock: (() => Promise<ClockReading>) | null;
  /** Ends the backend and opens a fresh one on the same database. */
  renew(): Promise<void>;
  /** A second backend on the same database. */
  openTwin(): Promise<MeasuringSide & AsyncDisposable>;
}
