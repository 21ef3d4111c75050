import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { describeNode } from '../../src/plan/describe-node.ts';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readExplain } from '../../src/plan/read-explain.ts';
import { walkPlanDepths } from '../../src/plan/walk-plan.ts';
import { cpuMsOf } from '../cpu-ms-of.ts';
import { RECORDED_PLANS } from './recorded-plans.ts';

const outline = ({ root }: Plan): string[] =>
  [...walkPlanDepths(root)].map(
    ({ node, depth }) => `${'  '.repeat(depth)}${node.subplanName ?? ''} ${describeNode(node)}`,
  );

describe('what real servers printed', () => {
  test.each(RECORDED_PLANS)('PostgreSQL $major, $name: text and JSON are the same tree', ({ text, plan }) => {
    expect(outline(readExplain(text.join('\n')))).toEqual(outline(plan));
  });
});

const TEXT = `Limit  (cost=0.29..8.31 rows=1 width=8) (actual time=0.020..0.031 rows=1.00 loops=1)
  Buffers: shared hit=3 read=1, temp written=2
  ->  Index Scan using orders_pkey on orders o  (cost=0.29..8.31 rows=1 width=8) (actual time=0.019..0.020 rows=1.00 loops=1)
        Index Cond: (id = 7)
        Filter: (note = 'a -> b: c'::text)
        Rows Removed by Filter: 4
        Buffers: shared hit=3 read=1
Planning:
  Buffers: shared hit=77
Planning Time: 0.105 ms
Trigger for constraint lines_order_id_fkey: time=1.500 calls=2
Execution Time: 0.052 ms`;

const PLAN = readExplain(TEXT);
const LINES = TEXT.split('\n');
const JSON_TEXT = JSON.stringify(
  [{ Plan: { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Filter: '(a = 1)' } }],
  null,
  2,
);
const SEQ_SCAN = { root: { nodeType: 'Seq Scan', relationName: 'orders', filter: '(a = 1)', plans: [] } };

/** As psql's aligned format prints lines: a heading, a rule, a space in front, a count behind. */
const psql = (lines: readonly string[], end = '') => {
  const width = Math.max(...lines.map((line) => line.length));
  const heading = 'QUERY PLAN'.padStart(width / 2 + 5).padEnd(width + 2);
  return [
    heading,
    '-'.repeat(width + 2),
    ...lines.map((line) => ` ${end === '' ? line : line.padEnd(width) + end}`),
    `(${lines.length} rows)`,
    '',
  ].join('\n');
};
/** As psql's wrapped format prints lines in so many columns. */
const wrapped = (lines: readonly string[], width: number, [left, right]: readonly [string, string]) => {
  const rows = lines.flatMap((line) => {
    const parts = line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''];
    return parts.map((part, at) => {
      const isLast = at === parts.length - 1;
      const padded = isLast && right === '' ? part : part.padEnd(width);
      return `${left}${at === 0 ? ' ' : '.'}${padded}${isLast ? (right === '' ? '' : ' ') : '.'}${right}`;
    });
  });
  return [`${left}QUERY PLAN${right}`, '-'.repeat(width + 2), ...rows, `(${lines.length} rows)`].join('\n');
};
const expanded = (lines: readonly string[]) =>
  lines.map((line, at) => `-[ RECORD ${at + 1} ]-----\nQUERY PLAN | ${line}`).join('\n');
const drawn = (text: string) => text.replace(/^-+$/mu, (rule) => '─'.repeat(rule.length));
const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('the text format', () => {
  test('gives every figure that a diff and a verdict use', () => {
    expect(PLAN).toEqual({
      root: {
        nodeType: 'Limit',
        startupCost: 0.29,
        totalCost: 8.31,
        planRows: 1,
        planWidth: 8,
        actualStartupTime: 0.02,
        actualTotalTime: 0.031,
        actualRows: 1,
        actualLoops: 1,
        sharedHitBlocks: 3,
        sharedReadBlocks: 1,
        tempWrittenBlocks: 2,
        plans: [
          expect.objectContaining({
            nodeType: 'Index Scan',
            indexName: 'orders_pkey',
            relationName: 'orders',
            alias: 'o',
            indexCond: '(id = 7)',
            filter: "(note = 'a -> b: c'::text)",
            rowsRemovedByFilter: 4,
            sharedHitBlocks: 3,
          }),
        ],
      },
      planningTime: 0.105,
      executionTime: 0.052,
      triggers: [{ triggerName: 'lines_order_id_fkey', time: 1.5, calls: 2 }],
    });
  });

  test.each<[string, string]>([
    ['psql', psql(LINES)],
    ['psql with borders', psql(LINES.map((line) => `| ${line} |`))],
    ['pgAdmin', LINES.map((line) => `"${line.replaceAll('"', '""')}"`).join('\n')],
    ['a web page, as HTML', asHtml(TEXT)],
    ['a web page, no-break spaces', TEXT.replaceAll(' ', '\u00a0')],
    ['a web page, spaces between words collapsed', TEXT.replaceAll(/(?<=\S) {2,}/gu, ' ')],
    ['Windows', TEXT.replaceAll('\n', '\r\n')],
    ['a mail, indented', LINES.map((line) => `    ${line}`).join('\n')],
    [
      'auto_explain',
      `2026-11-22 10:00:00.123 UTC [42] LOG:  duration: 12.345 ms  plan:\n\tQuery Text: SELECT *\n\t  FROM orders -> x\n\t WHERE id = 7\n${LINES.slice(
        0,
        7,
      )
        .map((line) => `\t${line}`)
        .join('\n')}\n2026-11-22 10:00:01 UTC [42] LOG:  checkpoint starting: time\n`,
    ],
    ['psql, wrapped', wrapped(LINES, 40, ['', ''])],
    ['psql, wrapped in a border', wrapped(LINES, 33, ['|', '|'])],
    ['psql, expanded', expanded(LINES)],
    ['psql, a session', `shop=# EXPLAIN ANALYZE\nshop-# SELECT 1;\n${psql(LINES)}\nTime: 1.2 ms\nshop=# \\q\n`],
    ['psql, drawn with lines', drawn(psql(LINES))],
    ['a markdown block', `\`\`\`text\n${TEXT}\n\`\`\`\n`],
    ['a JSON string', JSON.stringify(TEXT)],
  ])('from %s', (_, text) => {
    expect(readExplain(text).root).toEqual(PLAN.root);
    expect(diffPlans(PLAN, readExplain(text))).toEqual([]);
  });
});

describe('the JSON format', () => {
  test.each<[string, string]>([
    ['the server', JSON_TEXT],
    ['psql, lines that go on', psql(JSON_TEXT.split('\n'), '+')],
    ['pgAdmin', `"${JSON_TEXT.replaceAll('"', '""')}"`],
    ['CSV', `QUERY PLAN\n"${JSON_TEXT.replaceAll('"', '""')}"\n`],
    ['a web page, as HTML', asHtml(JSON_TEXT)],
    ['a driver', JSON.stringify([{ 'QUERY PLAN': JSON.parse(JSON_TEXT) }])],
    ['a bare node', JSON.stringify(JSON.parse(JSON_TEXT)[0].Plan)],
    [
      'auto_explain',
      `LOG:  duration: 1.000 ms  plan:\n\t{\n\t  "Query Text": "SELECT 1",\n\t  "Plan": ${JSON.stringify(JSON.parse(JSON_TEXT)[0].Plan)}\n\t}\nLOG:  next\n`,
    ],
  ])('from %s', (_, text) => {
    expect(readExplain(text)).toMatchObject(SEQ_SCAN);
  });
});

test.each<[string, string, string]>([
  ['nothing', '', 'empty'],
  ['prose', 'Hello\nworld', 'line 1: "Hello" is no node of a plan'],
  [
    'an unknown node',
    `${LINES[0]}\n  ->  Quantum Scan on orders`,
    'line 2: "Quantum Scan on orders" is no node of a plan',
  ],
  [
    'no indentation',
    'Limit\n->  Seq Scan on orders',
    'line 2: "Seq Scan on orders" is indented below no other node',
  ],
  ['JSON that is cut', '[{"Plan": {"Node Type": ', 'not JSON'],
  [
    'XML',
    '<explain xmlns="http://www.postgresql.org/2009/explain">',
    "EXPLAIN's XML format; JSON and text are read",
  ],
  ['YAML', '- Plan:\n    Node Type: "Seq Scan"', "EXPLAIN's YAML format; JSON and text are read"],
  [
    'two entries of a log',
    'x duration: 1.0 ms  plan:\n\tResult\ny duration: 1.0 ms  plan:\n\tResult',
    '2 plans of auto_explain, on lines 2, 4',
  ],
])('%s is refused with what was found', (_, text, message) => {
  expect(() => readExplain(text)).toThrow(message);
});

test('whatever the text is, it is a plan or an error that says what was found', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...LINES,
      '->',
      '(cost=',
      '\t',
      '+',
      '(2 rows)',
      '"',
      '&gt;',
      'SubPlan 1',
      'CTE x',
      'Buffers: shared hit=1e9',
      '{',
      '[',
      'Worker 0:',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat(12), (pieces, indent) => {
      const text = pieces.map((line, index) => `${' '.repeat((index * indent) % 40)}${line}`).join('\n');
      try {
        expect(readExplain(text).root.nodeType).toEqual(expect.any(String));
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
      }
    }),
    { numRuns: 500 },
  );
});

test('a plan of 5,000 levels and a line of a megabyte are read in time', () => {
  const deep = Array.from({ length: 5_000 }, (_, level) => `${' '.repeat(level)}->  Limit`);
  const cpuMs = cpuMsOf(() => {
    expect([
      ...walkPlanDepths(readExplain(`Limit\n${deep.map((line) => `  ${line}`).join('\n')}`).root),
    ]).toHaveLength(5_001);
    for (const unit of ['a', ' ', '"', '(', '-', '+', 'Key: ', '&gt;'])
      expect(() => readExplain(`Seq Scan on ${unit.repeat(1_000_000 / unit.length)}`)).not.toThrow(RangeError);
  });
  expect(cpuMs).toBeLessThan(20_000);
});
