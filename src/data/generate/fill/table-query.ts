import { quoteColumn } from '../plan/lookup-table.ts';
import { PlanProblem, type Problem } from '../plan/problem.ts';
import type { Lookup, TablePlan } from '../plan/table-plan.ts';
import { createRowQuery } from '../sql/row-query.ts';

/** The INSERT of a table, for any of its rows. */
export interface TableQuery {
  /** Temporary tables that it reads. */
  readonly lookups: readonly Lookup[];
  /** @param into quoted name of the table  @param rows a query that gives their numbers as `r` */
  insert(into: string, rows: string): string;
}

/** Deepest chain of tables whose keys are keys of others. */
const DEEPEST = 60;

/**
 * Writes the INSERT of a planned table.
 * @param trial whether tables that it refers to may be empty
 * @throws PlanProblem where keys are made of each other in a circle
 */
export function writeTableQuery(plan: TablePlan, trial: boolean): TableQuery {
  const { facts } = plan;
  const query = createRowQuery();
  const lookups = new Map<string, Lookup>();
  const problem: Problem = {
    table: facts.name,
    reason: 'its key is made of the keys of other tables in a circle',
    advice: 'give one of the columns an `expression`',
  };
  let columns: ReturnType<TablePlan['value']>[];
  try {
    columns = facts.columns.map(({ number }) => plan.value(number, query.row, { query, trial, lookups }, []));
  } catch (error) {
    if (error instanceof RangeError) throw new PlanProblem(problem);
    throw error;
  }
  if (Math.max(0, ...columns.map(({ level }) => level)) > DEEPEST) throw new PlanProblem(problem);
  const names = facts.columns.map(({ number }) => quoteColumn(facts, number)).join(', ');
  return {
    lookups: [...lookups.values()],
    insert: (into, rows) =>
      `INSERT INTO ${into} (${names}) OVERRIDING SYSTEM VALUE ${query.select(columns, rows)}`,
  };
}
