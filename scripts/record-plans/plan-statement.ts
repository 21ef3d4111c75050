/** A statement whose plan is recorded. */
export interface PlanStatement {
  readonly name: string;
  readonly sql: string;
  /** Statements run before it in its transaction, which is rolled back. */
  readonly before?: readonly string[];
  /** First major that knows its syntax or plan. */
  readonly since?: number;
}
