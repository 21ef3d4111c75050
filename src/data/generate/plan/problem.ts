/** Why a table can't be filled as asked. */
export interface Problem {
  /** Quoted, with its schema. */
  readonly table: string;
  /** Undefined where it is the table as a whole. */
  readonly column?: string | undefined;
  /** The constraint that stands against it. */
  readonly constraint?: string | undefined;
  readonly reason: string;
  /** What to write under `tables` of the config. */
  readonly advice: string;
}

/** A problem that is found while a query is written. */
export class PlanProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.reason);
    this.problem = problem;
  }
}
