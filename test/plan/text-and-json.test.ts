import { expect, test } from 'vitest';
import { SHOP } from '../../scripts/record-plans/shop.ts';
import { PLAN_STATEMENTS } from '../../scripts/record-plans/statements/index.ts';
import { describeNode } from '../../src/plan/describe-node.ts';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readExplain } from '../../src/plan/read-explain.ts';
import { walkPlan } from '../../src/plan/walk-plan.ts';
import { planWork } from '../../src/plan/work.ts';
import { useTestServer } from '../postgres/test-server.ts';

const server = useTestServer();

/** What a diff shows of a plan. */
const told = (plan: Plan) => ({
  work: planWork(plan),
  nodes: [...walkPlan(plan.root)].map((node) => [
    describeNode(node),
    node.parentRelationship,
    node.indexCond,
    node.filter,
    node.rowsRemovedByFilter ?? 0,
    node.planRows,
    node.actualLoops,
    node.sortSpaceType,
    node.hashBatches,
    // Text leaves out what is 0 or as usual.
    node.hashaggBatches || undefined,
    node.diskUsage || undefined,
    node.storage,
  ]),
});

test('of every kind of statement, the text format tells what the JSON format tells', async () => {
  const database = await server.createDatabase('formats', SHOP);
  await server.query(database, 'VACUUM (FREEZE, ANALYZE)');
  for (const { name, sql, before = [] } of PLAN_STATEMENTS.filter(
    (statement) => statement.name !== 'parallel',
  )) {
    const explain = (format: string) =>
      `EXPLAIN (ANALYZE, TIMING OFF, BUFFERS, WAL, VERBOSE, SERIALIZE TEXT, FORMAT ${format}) ${sql}`;
    const settings = ['SET max_parallel_workers_per_gather = 0', 'SET jit = off'].join('; ');
    const run = (format: string) => [
      settings,
      'BEGIN',
      ...before,
      explain(format),
      'ROLLBACK',
      'BEGIN',
      ...before,
    ];
    // A rolled-back write leaves dead rows, which a bitmap counts until their index entries are gone.
    if (/writes|update|insert|delete|merge/u.test(name))
      await server.query(database, 'VACUUM (INDEX_CLEANUP ON) orders');
    const [json] = await server.query(database, [...run('JSON'), explain('JSON')].join('; '));
    if (/writes|update|insert|delete|merge/u.test(name))
      await server.query(database, 'VACUUM (INDEX_CLEANUP ON) orders');
    const text = await server.query(database, [...run('TEXT'), explain('TEXT')].join('; '));
    const read = readExplain(text.map((row) => row['QUERY PLAN']).join('\n'));
    expect.soft(told(read), name).toEqual(told(parseExplainJson(json?.['QUERY PLAN'])));
  }
});
