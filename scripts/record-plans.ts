import { mkdir, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { startServer } from '../src/postgres/start-server.ts';
import type { PlanStatement } from './record-plans/plan-statement.ts';
import { SHOP } from './record-plans/shop.ts';
import { PLAN_STATEMENTS } from './record-plans/statements/index.ts';

/** Majors whose EXPLAIN differs: 13 is the oldest, 17 brings SERIALIZE, 18 fractional rows and more. */
const MAJORS = [13, 15, 17, 18] as const;

const FOLDER = new URL('../fixtures/plans/', import.meta.url);

/** What is recorded of one statement: EXPLAIN's JSON as it came, and its text format for the words of the nodes. */
interface RecordedPlan {
  readonly sql: string;
  readonly json: unknown;
  readonly text: readonly string[];
}

await mkdir(FOLDER, { recursive: true });
for (const major of MAJORS) {
  const plans = await recordPlans(major);
  await writeFile(new URL(`postgres-${major}.json`, FOLDER), `${JSON.stringify(plans, null, 1)}\n`);
  process.stderr.write(`PostgreSQL ${major}: ${Object.keys(plans).length} plans\n`);
}

async function recordPlans(major: number): Promise<Record<string, RecordedPlan>> {
  const quiet = () => {};
  await using server = await startServer(
    { provider: 'embedded', image: '', version: major, settings: { shared_buffers: '64MB' } },
    { progress: { step: quiet, advance: quiet, info: quiet, warn: quiet } },
  );
  const client = new pg.Client(server.connection(await server.createDatabase('plans')));
  await client.connect();
  try {
    await client.query(SHOP);
    await client.query('VACUUM (FREEZE, ANALYZE)');
    await client.query('CHECKPOINT');
    const plans: Record<string, RecordedPlan> = {};
    for (const statement of PLAN_STATEMENTS) {
      if (statement.since === undefined || major >= statement.since)
        plans[statement.name] = await recordPlan(client, statement, major);
    }
    return plans;
  } finally {
    await client.end();
  }
}

async function recordPlan(
  client: pg.Client,
  { sql, before = [] }: PlanStatement,
  major: number,
): Promise<RecordedPlan> {
  const serialize = major >= 17 ? ', SERIALIZE TEXT' : '';
  const explain = async (options: string) => {
    await client.query('BEGIN');
    for (const setting of before) await client.query(setting);
    const { rows } = await client.query(`EXPLAIN (${options}) ${sql}`);
    await client.query('ROLLBACK');
    return rows.map((row) => row['QUERY PLAN']);
  };
  const options = `ANALYZE, TIMING OFF, BUFFERS, WAL, VERBOSE, FORMAT JSON${serialize}`;
  await explain(options);
  const [json] = await explain(options);
  return { sql, json, text: await explain('COSTS OFF') };
}
