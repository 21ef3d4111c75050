// One part of the report bench, in a process of its own: `render <queries>` or `diff <nodes>`; prints JSON.
import process from 'node:process';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';
import { planWork } from '../../src/plan/work.ts';
import { formats } from '../../src/report/index.ts';
import type { QueryReport, Report } from '../../src/report/report-schema.ts';
import { STATUSES } from '../../src/rules/status.ts';

/** Nodes of a plan in the report: more than most have. */
const NODES_OF_A_QUERY = 15;

const [what, size = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(what === 'diff' ? diff(Number(size)) : render(Number(size))));

/** Milliseconds of the first diff of a process. */
function diff(nodes: number): number {
  const [base, head] = [chain(nodes, false), chain(nodes, true)];
  const started = performance.now();
  const changes = diffPlans(base, head).length;
  const ms = performance.now() - started;
  if (changes < nodes / 20) throw new Error(`${changes} changes: the plans are too alike to say anything`);
  return Math.round(ms * 10) / 10;
}

function render(count: number) {
  const report = makeReport(count);
  const rendered = formats.map(({ name, render: write }) => {
    const started = performance.now();
    const bytes = Buffer.byteLength(write(report, {}));
    return { format: name, ms: Math.round(performance.now() - started), bytes };
  });
  const comment = rendered.find(({ format }) => format === 'markdown');
  if (!comment || comment.bytes >= 60_000) throw new Error(`the comment has ${comment?.bytes} bytes`);
  return {
    checkedQueries: count,
    formats: rendered,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** A chain of joins over so many nodes; with `isHead` every seventh scan has lost its index and every fifth join its method. */
function chain(nodes: number, isHead: boolean): Plan {
  const scan = (index: number): PlanNode => ({
    nodeType: isHead && index % 7 === 0 ? 'Seq Scan' : 'Index Scan',
    schema: 'public',
    relationName: `relation_${index}`,
    alias: `r${index}`,
    ...(isHead && index % 7 === 0
      ? { filter: '(id = 1)' }
      : { indexName: `index_${index}`, indexCond: '(id = 1)' }),
    planRows: 10,
    actualRows: 10,
    actualLoops: 1,
    sharedHitBlocks: isHead && index % 7 === 0 ? 400 : 4,
    plans: [],
  });
  let root = scan(0);
  for (let count = 1; count + 1 < nodes; count += 2) {
    const nodeType = isHead && count % 5 === 0 ? 'Hash Join' : 'Nested Loop';
    const blocks = (root.sharedHitBlocks ?? 0) + 4;
    root = {
      ...{ nodeType, joinType: 'Inner', planRows: 10, actualRows: 10, actualLoops: 1, sharedHitBlocks: blocks },
      plans: [root, scan(count)],
    };
  }
  return { root, triggers: [] };
}

/** Queries of every status in turn, each with its texts, two plans and twelve timed pairs. */
function makeReport(count: number): Report {
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
  const [base, head] = [chain(NODES_OF_A_QUERY, false), chain(NODES_OF_A_QUERY, true)].map((plan) => ({
    ...planWork(plan),
    executionMs: { median: 1, samples: 12 },
    // As a report that was read has it: no two plans share an object.
    plan: structuredClone(plan),
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
