import type { Report } from '../../src/report/report-schema.ts';
import { caseOf, sampleReport, timed } from './sample-report.ts';

const BY_CUSTOMER = `SELECT *
FROM orders o
WHERE o.customer_id = $1
ORDER BY o.placed_at DESC
LIMIT 20`;

const OPEN_ORDERS = `SELECT c.id
FROM customers c
WHERE EXISTS (
  SELECT FROM orders o
  WHERE o.customer_id = c.id AND o.status = 'open'
)`;

/** What a reviewer may meet; each is kept as golden files that can be opened. */
export const SAMPLE_REPORTS: Readonly<Record<string, Report>> = {
  'index-dropped': sampleReport([
    {
      name: 'ordersByCustomer',
      line: 12,
      base: BY_CUSTOMER,
      head: BY_CUSTOMER,
      movedBy: ['index orders_customer_id_idx dropped'],
      cases: [
        caseOf(['by-customer-index', 'by-customer-seq'], [0.11, 41], { name: 'heaviest', parameters: ['42'] }),
        caseOf(['by-customer-index', 'by-customer-seq'], [0.1, 39], { name: 'absent', parameters: ['-1'] }),
      ],
    },
    {
      name: 'customersWithOpenOrders',
      file: 'queries/customers.sql',
      line: 3,
      base: OPEN_ORDERS,
      head: OPEN_ORDERS,
      movedBy: ['index orders_customer_id_idx dropped'],
      cases: [caseOf(['join-hash', 'join-merge'], [12, 12.2])],
    },
    {
      name: 'revenueByCustomer',
      file: 'queries/reports/revenue.sql',
      line: 8,
      movedBy: ['index orders_customer_id_idx dropped'],
      cases: [caseOf(['aggregate-sorted', 'aggregate-hashed'], [31, 17])],
    },
    {
      name: 'orderById',
      line: 40,
      movedBy: ['index orders_customer_id_idx dropped'],
      cases: [caseOf(['by-id', 'by-id'], null)],
    },
  ]),
  'every-status': sampleReport(
    [
      {
        name: 'ordersByStatus',
        line: 30,
        base: 'SELECT id, total\nFROM orders\nWHERE customer_id = $1\n  AND status = $2',
        head: 'SELECT id, total\nFROM orders\nWHERE customer_id + 0 = $1\n  AND status = $2',
        movedBy: ['SQL text changed'],
        cases: [
          caseOf(['by-customer-index', 'by-customer-seq'], [0.1, 3.4], {
            name: 'typical',
            parameters: ['42', 'open'],
          }),
        ],
      },
      {
        name: 'linesOfOrder',
        line: 50,
        head: 'SELECT 2',
        movedBy: ['SQL text changed'],
        cases: [
          { ...caseOf(['by-id', 'by-id'], null), head: { kind: 'timed-out', afterMs: 30_000 } },
          {
            ...caseOf(['by-id', 'by-id'], null, { name: 'absent' }),
            head: { kind: 'failed', sqlState: '42703', message: 'column "quantty" does not exist' },
          },
        ],
      },
      {
        name: 'sortedOrders',
        line: 60,
        movedBy: ['SQL text changed'],
        head: 'SELECT 2',
        cases: [
          caseOf(['sort-memory', 'sort-spilled'], [20, 21], { time: timed(20, 21, { low: 0.98, high: 1.1 }) }),
        ],
      },
      {
        name: 'slowerOnly',
        line: 70,
        head: 'SELECT 2',
        movedBy: ['SQL text changed'],
        cases: [
          caseOf(['by-id', 'by-id'], [2, 2.6], {
            time: timed(2, 2.6, { verdict: 'undecided', low: 0.9, high: 1.8 }),
          }),
        ],
      },
      {
        name: 'searchOrders',
        line: 80,
        failure: { kind: 'no-values', message: 'no values for 1 parameter: $1 (term) of searchOrders' },
      },
      { name: 'brokenQuery', line: 90, failure: { kind: 'syntax', message: 'syntax error at or near "FORM"' } },
      {
        name: 'newQuery',
        line: 100,
        base: null,
        head: 'SELECT count(*) FROM orders',
        cases: [{ ...caseOf(['parallel', 'parallel'], null), base: null, time: null }],
      },
      {
        name: 'otherPlan',
        line: 110,
        movedBy: ['column orders.note added'],
        cases: [
          caseOf(['join-three', 'join-three-forced-order'], [9, 9.1], {
            time: timed(9, 9.1, { low: 0.97, high: 1.06 }),
          }),
        ],
      },
      {
        name: 'betterQuery',
        line: 120,
        head: 'SELECT 2',
        movedBy: ['SQL text changed'],
        cases: [caseOf(['by-customer-seq', 'by-customer-index'], [3.2, 0.1])],
      },
      { name: 'goneQuery', line: 130, head: null },
      { name: 'sameQuery', line: 140, head: 'SELECT  1', cases: [caseOf(['by-id', 'by-id'], null)] },
    ],
    {
      notChecked: [{ file: 'queries/latin1.sql', reason: 'not UTF-8 (byte 0xe9 at offset 120)' }],
      warnings: ['parameters.orderByCustomer: no query has this name or id'],
    },
  ),
  'nothing-regressed': sampleReport([
    { name: 'revenueByMonth', line: 4, head: 'SELECT  1', cases: [caseOf(['by-id', 'by-id'], null)] },
    { name: 'revenueByCountry', line: 17, head: 'SELECT  1', cases: [caseOf(['by-id', 'by-id'], null)] },
  ]),
  'nothing-checked': sampleReport([], { environment: null, databases: undefined, durations: { sources: 120 } }),
  'only-inconclusive': sampleReport([
    { name: 'searchOrders', failure: { kind: 'no-values', message: 'no values for 1 parameter: $1 (term)' } },
  ]),
  hostile: sampleReport(
    [
      {
        name: '`</code></summary>|<img src=x onerror=alert(1)> @everyone #1 \u202egnp.exe',
        file: 'queries/evil`|\n\n# owned\u0007 @team.sql',
        line: 1,
        base: 'SELECT 1',
        head: 'SELECT 1\n```\n</details>\n<script>alert(1)</script>\n@everyone closes #1 \u001b[31mred\u202e\n````\n--> https://evil.example',
        movedBy: [
          'index "x\n\n## y" dropped, see https://evil.example or www.evil.example, cc @team, GH-1, [a](javascript:b) **b** _c_ ~~d~~ $e$ <b>',
        ],
        cases: [
          {
            ...caseOf(['odd-names', 'odd-names'], null, {
              name: '</b>|`x`',
              parameters: ['`|<b>\n@a', null, 'x'.repeat(5000)],
            }),
            head: { kind: 'failed', sqlState: '42P01', message: 'relation "@a\n|`<b>" does not exist' },
          },
        ],
      },
      { name: 'x|y', failure: { kind: 'error', message: '<b>|`\n@team #2' } },
    ],
    {
      head: { ref: 'a`|<b>@team', sha: null },
      warnings: ['<b> @team'],
      notChecked: [{ file: 'a\nb|`.sql', reason: '<i>' }],
    },
  ),
};
