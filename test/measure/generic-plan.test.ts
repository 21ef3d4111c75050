// Without this a query that is fast in every test, and slow from its sixth execution on, would pass.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import { addGenericPlans } from '../../src/measure/generic-plan.ts';
import { measureCaseWork } from '../../src/measure/measure-case.ts';
import { measureWork } from '../../src/measure/measure-work.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { genericPlan } from '../../src/rules/generic-plan.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { measureOneCase } from './measure-one-case.ts';
import { openTestSide } from './open-test-side.ts';

const testServer = useTestServer();

/** All but 50 of the orders are done. */
const SCHEMA = `
  CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL, note text NOT NULL);
  INSERT INTO orders SELECT i, CASE WHEN i % 600 = 0 THEN 'open' ELSE 'done' END, repeat('x', 100)
    FROM generate_series(1, 30000) i;
  CREATE INDEX orders_state_idx ON orders (state);
`;

/** Half of the table is what PostgreSQL expects of any state: it walks along the key, and for `open` to its end. */
const BY_STATE = 'SELECT note FROM orders WHERE state = $1 ORDER BY id LIMIT 50';
/** A third of the table is what it expects below any id, which is much dearer than the few rows below a small one. */
const BELOW = 'SELECT count(b.note) FROM orders a JOIN orders b ON b.id = a.id + 1 WHERE a.id < $1';

describe('addGenericPlans', () => {
  let side: MeasuringSide;

  beforeAll(async () => {
    const database = await testServer.createDatabase('generic', SCHEMA);
    await testServer.query(database, 'VACUUM (FREEZE, ANALYZE)');
    const opened = await openTestSide(testServer, database);
    side = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  async function measure(sql: string, value: string): Promise<CaseMeasurement> {
    const head = { side, sql, values: [value] };
    const input = { name: 'typical', parameters: [value], base: null, head, sameText: false };
    return (await addGenericPlans(await measureCaseWork(input), input)).measurement;
  }

  const blocksOf = (outcome: CaseMeasurement['head'] | undefined) =>
    outcome?.kind === 'measured' ? outcome.work.blocks : undefined;

  it('measures the generic plan beside the one for the values, and knows that PostgreSQL would switch', async () => {
    const { head, generic } = await measure(BY_STATE, 'open');
    expect(blocksOf(head)).toBeLessThan(100);
    expect(blocksOf(generic?.head?.outcome)).toBeGreaterThan(400);
    expect(generic?.head?.isChosen).toBe(true);
  });

  it('knows that it would not switch to a plan that looks dearer', async () => {
    const { generic } = await measure(BELOW, '10');
    expect(generic?.head?.isChosen).toBe(false);
  });

  it('is silent where the generic plan is the plan for the values', async () => {
    expect(await measure(BY_STATE, 'done')).not.toHaveProperty('generic');
  });

  it('leaves custom plans in force, and nothing prepared', async () => {
    await measure(BY_STATE, "o'pen \\");
    const { rows } = await side.session.query(
      "SELECT current_setting('plan_cache_mode') AS mode, (SELECT count(*)::int FROM pg_prepared_statements WHERE name LIKE 'explain_gate%') AS left",
    );
    expect(rows).toEqual([{ mode: 'force_custom_plan', left: 0 }]);
  });

  it('is what the rule looks at', async () => {
    const measured = await measure(BY_STATE, 'open');
    expect(genericPlan.check(measured, { maxIncreasePercent: 100, minBlocks: 32 })?.atMost).toBe('warning');
  });
});

describe('where generic plans decide', () => {
  let side: MeasuringSide;

  beforeAll(async () => {
    const database = await testServer.createDatabase('generic_decides', SCHEMA);
    await testServer.query(database, 'VACUUM (FREEZE, ANALYZE)');
    const opened = await openTestSide(testServer, database, { plans: 'generic' });
    side = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  const state = () =>
    side.session
      .query(
        "SELECT current_setting('plan_cache_mode') AS mode, (SELECT count(*)::int FROM pg_prepared_statements WHERE name LIKE 'explain_gate_prep%') AS left",
      )
      .then(({ rows }) => rows[0]);

  it('the generic plan is what is measured and timed, in every backend', async () => {
    const base = { side, sql: 'SELECT note FROM orders WHERE state = $1 LIMIT 50', values: ['open'] };
    const head = { ...base, sql: BY_STATE };
    const { time, ...measured } = await measureOneCase({ base, head, parameters: ['open'] });
    expect(measured.head?.kind === 'measured' && measured.head.work.blocks).toBeGreaterThan(400);
    expect(time?.pairs).toBeGreaterThan(0);
    await side.renew();
    expect(await state()).toEqual({ mode: 'force_generic_plan', left: 0 });
  });

  it('a statement that fails leaves nothing prepared, and says what the server says', async () => {
    const input = { side, sql: 'SELECT 1 / ($1::int - 1)', values: [1] };
    expect((await measureWork(input)).outcome).toMatchObject({ kind: 'failed', sqlState: '22012' });
    const unknown = { side, sql: 'SELECT $1::int FROM nowhere', values: [1] };
    expect((await measureWork(unknown)).outcome).toMatchObject({ kind: 'failed', sqlState: '42P01' });
    expect(await state()).toEqual({ mode: 'force_generic_plan', left: 0 });
  });

  it('a write is rolled back, and its work repeats', async () => {
    const input = { side, sql: 'UPDATE orders SET note = note WHERE state = $1', values: ['open'] };
    const first = await measureWork(input);
    expect(first.written.map(({ relation }) => relation)).toEqual(['orders']);
    const again = await measureWork(input);
    expect(again.outcome.kind === 'measured' && again.outcome.work.rowsProcessed).toBe(
      first.outcome.kind === 'measured' && first.outcome.work.rowsProcessed,
    );
  });
});
