import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import type { Plan, PlanNode } from '../../src/plan/plan.ts';
import { renderJson } from '../../src/report/render-json.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { caseOf, type SampleQuery, sampleReport } from './sample-report.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

const REGRESSED: SampleQuery = {
  name: 'bad',
  cases: [caseOf(['by-customer-index', 'by-customer-seq'], [1, 9])],
};
const WARNED: SampleQuery = { name: 'odd', cases: [caseOf(['join-hash', 'join-merge'], [12, 12.2])] };
const UNCHANGED: SampleQuery = { name: 'same', cases: [caseOf(['by-id', 'by-id'], null)] };
const INCONCLUSIVE: SampleQuery = { name: 'unknown', failure: { kind: 'syntax', message: 'syntax error' } };
const IMPROVED: SampleQuery = {
  name: 'good',
  cases: [caseOf(['by-customer-seq', 'by-customer-index'], [9, 1])],
};
const REMOVED: SampleQuery = { name: 'gone', head: null };

test('the worst query comes first, and an error before a warning', () => {
  const { queries } = sampleReport([UNCHANGED, IMPROVED, INCONCLUSIVE, WARNED, REMOVED, REGRESSED]);
  expect(queries.map(({ name }) => name)).toEqual(['bad', 'odd', 'unknown', 'good', 'gone', 'same']);
});

test('every query is counted once and told once, whatever they are', () => {
  const samples = fc.array(fc.constantFrom(REGRESSED, WARNED, UNCHANGED, INCONCLUSIVE, IMPROVED, REMOVED), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(samples, fc.nat(500), (chosen, notAffected) => {
      const queries = chosen.map((sample, index) => ({ ...sample, name: `${sample.name}${index}` }));
      const { summary, queries: told } = sampleReport(queries, { notAffected });
      const { checked, notAffected: left, unchangedFiles: _, ...statuses } = summary;
      expect(checked).toBe(queries.length);
      expect(left).toBe(notAffected);
      expect(Object.values(statuses).reduce((total, count) => total + count, 0)).toBe(checked);
      expect(told.map(({ name }) => name).sort()).toEqual(queries.map(({ name }) => name).sort());
    }),
  );
});

describe('the verdict follows the findings', () => {
  test.each([
    ['error', [REGRESSED], 'fail'],
    ['error', [WARNED], 'warn'],
    ['warning', [WARNED], 'fail'],
    ['never', [REGRESSED], 'warn'],
    ['error', [UNCHANGED, INCONCLUSIVE], 'warn'],
    ['error', [UNCHANGED, IMPROVED, REMOVED], 'pass'],
  ] as const)('failing on %s', (failOn, queries, verdict) => {
    expect(sampleReport(queries, { failOn }).verdict).toBe(verdict);
  });
});

test('both sides of a case with work, time, plan and what differs', () => {
  const [query] = sampleReport([REGRESSED]).queries;
  expect(query).toMatchObject({
    id: 'queries/orders.sql#bad',
    location: { file: 'queries/orders.sql', line: 1, endLine: 5 },
    status: 'regressed',
    sql: { base: 'SELECT 1', head: 'SELECT 1' },
    failure: null,
  });
  expect(query?.cases[0]).toMatchObject({
    base: {
      blocks: 7,
      executionMs: { median: 1, samples: 1 },
      plan: { root: { nodeType: 'Bitmap Heap Scan' } },
    },
    head: { blocks: 128, executionMs: { median: 9 } },
    timeRatio: { estimate: 9, verdict: 'slower', trusted: false },
    planDiff: [{ kind: 'access', relationName: 'orders' }],
  });
});

test('a side that was not measured says why, one that is not there is null', () => {
  const query = SAMPLE_REPORTS['every-status']?.queries.find(({ name }) => name === 'linesOfOrder');
  expect(query?.cases.map(({ head }) => head)).toMatchObject([
    { failure: { kind: 'timeout', message: 'did not end within 30000 ms' } },
    { failure: { kind: 'error', sqlState: '42703' } },
  ]);
  const added = SAMPLE_REPORTS['every-status']?.queries.find(({ name }) => name === 'newQuery');
  expect(added?.cases[0]?.base).toBeNull();
});

test('a plan too deep to be written is cut, and the report says so', () => {
  let root: PlanNode = { nodeType: 'Seq Scan', relationName: 'orders', plans: [] };
  for (let level = 0; level < 5000; level += 1) root = { nodeType: 'Limit', plans: [root] };
  const plan: Plan = { root, triggers: [] };
  const work = { blocks: 1, tempBlocks: 0, rowsProcessed: 1, walBytes: 0 };
  const side = { kind: 'measured', work, plan, executionMs: [1] } as const;
  const measurement: CaseMeasurement = { name: 'default', parameters: [], base: side, head: side, time: null };
  const report = sampleReport([{ name: 'deep', cases: [measurement] }]);
  expect(renderJson(report).match(/"nodeType"/gu)).toHaveLength(1000);
  expect(report.warnings).toEqual(['queries/orders.sql#deep: its plan has 5001 levels, the report keeps 500']);
  expect(renderMarkdown(report)).toContain('5001 levels');
});
