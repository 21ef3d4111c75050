import { diffPlans } from '../../src/plan/diff-plans.ts';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';
import { planWork } from '../../src/plan/work.ts';
import type { QueryReport, Report } from '../../src/report/report-schema.ts';
import { shortenPlan } from '../../src/report/shorten-plan.ts';
import { STATUSES } from '../../src/rules/status.ts';

/** Nodes of a plan in the report: more than most have. */
const NODES_OF_A_QUERY = 15;

/** What PostgreSQL 18 says of every node beside its name, the zeros included. */
const FIGURES = {
  parentRelationship: 'Outer',
  parallelAware: false,
  asyncCapable: false,
  disabled: false,
  startupCost: 0.29,
  totalCost: 1234.56,
  planRows: 10,
  planWidth: 44,
  actualRows: 10,
  actualLoops: 1,
  sharedReadBlocks: 0,
  sharedDirtiedBlocks: 0,
  sharedWrittenBlocks: 0,
  localHitBlocks: 0,
  localReadBlocks: 0,
  localDirtiedBlocks: 0,
  localWrittenBlocks: 0,
  tempReadBlocks: 0,
  tempWrittenBlocks: 0,
  walRecords: 0,
  walFpi: 0,
  walBytes: 0,
} as const satisfies Partial<PlanNode>;

/** A chain of joins over so many nodes; with `isHead` every seventh scan has lost its index and every fifth join its method. */
export function makeChain(nodes: number, isHead: boolean): Plan {
  const scan = (index: number): PlanNode => ({
    nodeType: isHead && index % 7 === 0 ? 'Seq Scan' : 'Index Scan',
    schema: 'public',
    relationName: `relation_${index}`,
    alias: `r${index}`,
    ...(isHead && index % 7 === 0
      ? { filter: '(id = 1)' }
      : { indexName: `index_${index}`, indexCond: '(id = 1)' }),
    ...FIGURES,
    sharedHitBlocks: isHead && index % 7 === 0 ? 400 : 4,
    plans: [],
  });
  let root = scan(0);
  for (let count = 1; count + 1 < nodes; count += 2) {
    const nodeType = isHead && count % 5 === 0 ? 'Hash Join' : 'Nested Loop';
    const blocks = (root.sharedHitBlocks ?? 0) + 4;
    root = {
      ...{ nodeType, joinType: 'Inner', ...FIGURES, sharedHitBlocks: blocks },
      plans: [root, scan(count)],
    };
  }
  return { root, triggers: [] };
}

/** Queries of every status in turn, each with its texts, two plans and twelve timed pairs. */
export function makeLargeReport(count: number): Report {
  const queries = Array.from({ length: count }, (_, index) => makeQuery(index));
  return {
    schemaVersion: 1,
    verdict: 'fail',
    base: { ref: 'main', sha: null },
    head: { ref: 'change', sha: null },
    environment: { provider: 'embedded', serverVersion: '18.4', settings: {}, pinned: true },
    summary: {
      ...{ checked: count, notAffected: 0, regressed: count, improved: 0, planChanged: 0 },
      ...{ unchanged: 0, new: 0, removed: 0, inconclusive: 0 },
    },
    queries,
  };
}

function makeQuery(index: number): QueryReport {
  const [base, head] = [makeChain(NODES_OF_A_QUERY, false), makeChain(NODES_OF_A_QUERY, true)].map((plan) => ({
    ...planWork(plan),
    executionMs: { median: 1, samples: 12 },
    // As a report that was read has it: no two plans share an object.
    plan: structuredClone(shortenPlan(plan)),
  }));
  const sql = `SELECT a, b, c\nFROM orders o\nJOIN customers c ON c.id = o.customer_id\nWHERE o.id = ${index}`;
  return {
    id: `queries/q${index}.sql#q${index}`,
    name: `q${index}`,
    location: { file: `queries/q${index}.sql`, line: 1, endLine: 4 },
    change: 'changed',
    because: ['text changed'],
    status: STATUSES[index % STATUSES.length] ?? 'regressed',
    movedBy: ['SQL text changed'],
    findings: [
      {
        rule: 'more-blocks',
        severity: 'error',
        message: 'reads 400 blocks instead of 4 (100x)',
        case: 'default',
      },
    ],
    cases: [
      {
        name: 'default',
        parameters: ['42'],
        base: base ?? null,
        head: head ?? null,
        timeRatio: {
          ...{ estimate: 2, low: 1.9, high: 2.1, verdict: 'slower', pairs: 12, differenceMs: 1 },
          ...{ clock: 'cpu', trusted: true },
        },
        planDiff: base && head ? diffPlans(base.plan, head.plan).map((change) => ({ ...change })) : [],
        timePairs: Array.from({ length: 12 }, (_, pair): [number, number] => [1 + pair / 100, 2 + pair / 50]),
      },
    ],
    failure: null,
    sql: { base: sql, head: sql.replace('o.id =', 'o.id + 0 =') },
  };
}
