import pg from 'pg';
import type { QueryConnection } from '../../query-connection.ts';
import type { PlannedTable } from '../plan/plan-table.ts';
import { PlanProblem, type Problem } from '../plan/problem.ts';
import { TEXT_STYLES, type TextStyle } from '../values/text-style.ts';
import { makeLookups } from './make-lookups.ts';
import { writeTableQuery } from './table-query.ts';

/** Rows of a trial: the first, the last, and some in between. */
const EDGE_ROWS = 40;
const INNER_ROWS = 200;
/** SQLSTATE check_violation. */
const CHECK_VIOLATION = '23514';

/** A table whose trial went well, or what stands against it. */
export type TriedTable = { readonly table: PlannedTable } | { readonly problem: Problem };

/**
 * Tries some rows of a table on a temporary copy of it, with its constraints and indexes: PostgreSQL itself says whether
 * they hold. Where a CHECK refuses a text, other styles of texts are tried. Nothing of it stays.
 */
export async function tryTable(
  client: QueryConnection,
  planned: PlannedTable,
  planAgain: (styles: ReadonlyMap<string, TextStyle>) => Promise<PlannedTable>,
): Promise<TriedTable> {
  let table = planned;
  const styles = new Map<string, TextStyle>();
  for (;;) {
    const refused = await tryOnce(client, table);
    if (refused === undefined) return { table };
    if (refused instanceof PlanProblem) return { problem: refused.problem };
    if (!nextStyle(table, refused, styles)) return { problem: describeRefusal(table, refused) };
    table = await planAgain(styles);
  }
}

async function tryOnce(
  client: QueryConnection,
  { plan }: PlannedTable,
): Promise<pg.DatabaseError | PlanProblem | undefined> {
  await client.query('BEGIN');
  try {
    const query = writeTableQuery(plan, true);
    await makeLookups(client, query.lookups);
    await client.query(
      `CREATE TEMPORARY TABLE trial (LIKE ${plan.facts.name} INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING INDEXES)`,
    );
    await client.query(
      query.insert(
        'pg_temp.trial',
        `SELECT pg_catalog.unnest('{${trialRows(plan.rows).join(',')}}'::bigint[]) AS r`,
      ),
    );
    return undefined;
  } catch (error) {
    if (error instanceof pg.DatabaseError || error instanceof PlanProblem) return error;
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}

function trialRows(rows: number): readonly number[] {
  const numbers = new Set<number>();
  for (let at = 0; at < Math.min(rows, EDGE_ROWS); at += 1) numbers.add(at).add(rows - 1 - at);
  for (let at = 0; at < Math.min(rows, INNER_ROWS); at += 1) numbers.add(Math.floor((at * rows) / INNER_ROWS));
  return [...numbers].filter((row) => row >= 0 && row < rows).toSorted((a, b) => a - b);
}

/** Chooses the next style for the texts that a refused CHECK is about; false when there is none left. */
function nextStyle(
  { plan, columns }: PlannedTable,
  error: pg.DatabaseError,
  styles: Map<string, TextStyle>,
): boolean {
  if (error.code !== CHECK_VIOLATION) return false;
  const check = plan.facts.checks.find(({ name }) => name === error.constraint);
  for (const { facts, kind, options, limits, style } of columns.values()) {
    const about =
      check === undefined
        ? facts.type.kind === 'domain' &&
          (error.dataType === undefined || facts.type.typeName === error.dataType)
        : check.columns.includes(facts.number);
    const isText =
      facts.type.category === 'S' &&
      kind?.mayAllDiffer &&
      limits.values === undefined &&
      limits.patterns.length === 0;
    if (!about || !isText || options.expression !== undefined) continue;
    const next = TEXT_STYLES[TEXT_STYLES.indexOf(style) + 1];
    if (next === undefined) continue;
    styles.set(facts.name, next);
    return true;
  }
  return false;
}

function describeRefusal({ plan }: PlannedTable, error: pg.DatabaseError): Problem {
  const { facts } = plan;
  const check = facts.checks.find(({ name }) => name === error.constraint);
  const column =
    error.column ??
    facts.columns.find(
      ({ number, type }) => check?.columns.includes(number) ?? type.typeName === error.dataType,
    )?.name;
  const rule = check === undefined ? '' : `: CHECK ${check.condition}`;
  return {
    table: facts.name,
    column,
    // PostgreSQL names the indexes of the copy after it.
    constraint: error.constraint?.replace(/^trial_/, `${facts.table}_`),
    reason: `PostgreSQL refuses the values made for it (${error.message.replaceAll('relation "trial"', facts.name).replace('"trial_', `"${facts.table}_`)}, SQLSTATE ${error.code})${rule}`,
    advice:
      'give the column `common` values that the constraint allows, `from` and `to`, or an `expression` of `i`',
  };
}
