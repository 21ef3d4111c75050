import type { Progress } from '../../progress.ts';
import { loadParser } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import { readTables } from './catalog/read-tables.ts';
import { describeProblems } from './fill/describe-problems.ts';
import { insertRows } from './fill/insert-rows.ts';
import { withoutKeyChecks } from './fill/keys-off.ts';
import { tryTable } from './fill/try-table.ts';
import type { GenerateOptions } from './generate-options.ts';
import type { PlannedTable } from './plan/plan-table.ts';
import { planTables } from './plan/plan-tables.ts';
import type { Problem } from './plan/problem.ts';
import { matchOptions } from './table-options.ts';

/** Where rows are generated, and for whom. */
export interface GenerateRun {
  /** `server_version_num`. */
  readonly versionNumber: number;
  /** `seed[1].generate`, for messages. */
  readonly key: string;
  readonly side: 'base' | 'head';
  readonly progress: Progress;
  /** Tables that may be filled, by quoted name with schema; undefined is all. */
  readonly isWanted?: ((table: string) => boolean) | undefined;
}

/** Same rows from the same options: what texts of times and numbers mean must not depend on the server's settings. */
const SESSION = `SET search_path = ''; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content'; SET jit = off`;

/**
 * Fills every empty table of the database. All is planned from the catalog and tried before the first row is inserted.
 * @throws ConfigError for a table or column that is not there
 * @throws SchemaError that names each column and constraint that can't be filled
 */
export async function generateRows(
  client: QueryConnection,
  options: GenerateOptions,
  run: GenerateRun,
): Promise<void> {
  const { key, progress, versionNumber } = run;
  await loadParser();
  await client.query(SESSION);
  const facts = await readTables(client, versionNumber);
  const optionsOf = matchOptions(options, facts, key);
  const planned = await planTables(
    client,
    facts,
    options,
    optionsOf,
    ({ name }) => run.isWanted?.(name) ?? true,
  );
  const problems: Problem[] = planned.tables.flatMap((table) => table.problems);
  if (problems.length > 0) throw describeProblems(problems, run);
  // What constraints call may go by the database's own search_path.
  await client.query('RESET search_path');
  const tables: PlannedTable[] = [];
  for (const table of planned.tables) {
    const { kept, rows, facts: of } = table.plan;
    if (kept || rows === 0 || of.columns.length === 0) continue;
    const tried = await tryTable(client, table, (styles) => planned.planAgain(table, styles));
    if ('problem' in tried) problems.push(tried.problem);
    else tables.push(tried.table);
  }
  if (problems.length > 0) throw describeProblems(problems, run);
  for (const note of planned.tables.flatMap(({ notes }) => notes)) progress.info(`${key}: ${note}`);
  const total = tables.reduce((sum, { plan }) => sum + plan.rows, 0);
  let done = 0;
  await withoutKeyChecks(
    client,
    tables.map(({ plan }) => plan.facts),
    async () => {
      for (const { plan } of tables) {
        await insertRows(client, plan, (rows) => {
          done += rows;
          progress.advance(done, total, `${plan.facts.name} (${plan.rows} rows)`);
        });
      }
    },
  );
}
