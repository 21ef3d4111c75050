/** What measure/ needs of a connection: one backend, the measuring role, the session's settings already made. */
export interface MeasuringSession {
  /**
   * Runs exactly one statement by the extended protocol. A server error rejects with its SQLSTATE in `code`;
   * a connection that is gone rejects with an ExplainGateError.
   */
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** A table that measuring leaves dead tuples in, unquoted. */
export interface WrittenTable {
  readonly schema: string;
  readonly relation: string;
}

/** One side of the comparison: a database, its one backend, and what may be asked of its owner. */
export interface MeasuringSide {
  readonly session: MeasuringSession;
  /** `server_version_num`. */
  readonly versionNumber: number;
  /** Removes the dead tuples that rolled-back writes left, so that they do not drift from case to case. */
  vacuum(tables: readonly WrittenTable[]): Promise<void>;
}
