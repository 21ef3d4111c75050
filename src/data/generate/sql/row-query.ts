import type { Define, Expression } from './expression.ts';

/** Builds the query that gives the rows of a table, one for each number of a row. */
export interface RowQuery {
  /** The number of the row, from 0. */
  readonly row: Expression;
  readonly define: Define;
  /** A query that gives these columns for the rows from `first` to `last`, both included, in their order. */
  select(columns: readonly Expression[], rows: string): string;
}

/** The rows of a range, as they come: they are neither counted nor kept. */
export function rowsBetween(first: number, last: number): string {
  // In the list of columns it streams; in FROM the server would keep all of them first.
  return `SELECT pg_catalog.generate_series(${first}::bigint, ${last}::bigint) AS r`;
}

/** A query without definitions yet. */
export function createRowQuery(): RowQuery {
  const names = new Map<string, Expression>();
  const steps: string[][] = [];
  return {
    row: { text: 'r', level: 0 },
    define(expression) {
      // A name or a constant stays as it is.
      if (/^\w+$/.test(expression.text)) return expression;
      const known = names.get(expression.text);
      if (known !== undefined) return known;
      const name: Expression = { text: `x${names.size + 1}`, level: expression.level + 1 };
      names.set(expression.text, name);
      while (steps.length < name.level) steps.push([]);
      steps[expression.level]?.push(`${expression.text} AS ${name.text}`);
      return name;
    },
    select(columns, rows) {
      // OFFSET 0 keeps the planner from putting a definition in place of its name.
      const from = steps.reduce(
        (inner, definitions, at) =>
          `SELECT s${at}.*, ${definitions.join(', ')} FROM (${inner}) AS s${at} OFFSET 0`,
        rows,
      );
      return `SELECT ${columns.map(({ text }) => text).join(', ')} FROM (${from}) AS s`;
    },
  };
}
