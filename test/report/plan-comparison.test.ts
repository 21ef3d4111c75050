import { expect, test } from 'vitest';
import { readExplain } from '../../src/plan/read-explain.ts';
import { comparePlanFiles } from '../../src/report/plan-comparison/compare-plan-files.ts';
import { COMPARISON_FORMATS } from '../../src/report/plan-comparison/render-comparison.ts';
import { RECORDED_PLANS, recordedPlan } from '../plan/recorded-plans.ts';

const compare = (base: string, head: string) =>
  comparePlanFiles(
    { file: 'base.json', plan: recordedPlan(base) },
    { file: 'head.txt', plan: recordedPlan(head) },
  );

test('as text', () => {
  expect(
    COMPARISON_FORMATS.text(compare('by-customer-index', 'by-customer-seq'), false),
  ).toMatchInlineSnapshot(`
    "base base.json, head head.txt
    blocks 7 → 128 (18x)
    rows processed 10 → 20,000 (2,000x)
    execution time 0.048 ms → 1.6 ms, one run each

    - Bitmap Heap Scan on orders o  (5 rows, 7 blocks)
    + Seq Scan on orders o  (5 rows, 128 blocks)
        ↳ uses no index; base uses orders_customer_id_idx
    "
  `);
});

test('as markdown', () => {
  expect(COMPARISON_FORMATS.markdown(compare('join-hash', 'join-nested-loop'))).toMatchInlineSnapshot(`
    "base \`base.json\`, head \`head.txt\`
    - blocks 288 → 9,491 (32x)
    - rows processed 31,998 → 17,330 (−46 %)
    - execution time 5.8 ms → 15 ms, one run each

    \`\`\`diff
    - Hash Join  (6,665 rows)
    + Nested Loop  (6,665 rows)
    -   Seq Scan on orders o  (20,000 rows, 128 blocks)
    +   Index Scan using orders_customer_id_idx on orders o  (6,665 rows, 9,331 blocks)
    @@ and 1 other node as on base @@
    \`\`\`
    "
  `);
});

test('as JSON it is the plans, their work and what differs', () => {
  const json = JSON.parse(COMPARISON_FORMATS.json(compare('by-customer-index', 'by-customer-seq')));
  expect(json).toMatchObject({
    schemaVersion: 1,
    base: { file: 'base.json', work: { blocks: 7 } },
    planDiff: [{ kind: 'access', relationName: 'orders' }],
  });
});

test('a plan that was not executed is compared by its nodes alone', () => {
  const plain = readExplain('Seq Scan on orders  (cost=0.00..1.00 rows=1 width=4)');
  const text = COMPARISON_FORMATS.text(
    comparePlanFiles({ file: 'a', plan: plain }, { file: 'b', plan: plain }),
    false,
  );
  expect(text).toContain('not executed on both sides');
  expect(text).toContain('The plans do not differ.');
});

test('a file name says nothing to a terminal or to markdown', () => {
  const file = 'a\u001b[31m`<b>\u202e.json';
  const hostile = comparePlanFiles(
    { file, plan: recordedPlan('odd-names') },
    { file, plan: recordedPlan('by-id') },
  );
  const text = COMPARISON_FORMATS.text(hostile, false);
  expect([text.includes('\u001b'), text.includes('\u202e')]).toEqual([false, false]);
  expect(COMPARISON_FORMATS.markdown(hostile)).toContain('``a\\u{1b}[31m`<b>\\u{202e}.json');
});

test('a statement in text format, which names no schemas, is matched with its JSON', () => {
  for (const { name, text, plan } of RECORDED_PLANS.filter(({ major }) => major === 18)) {
    const { planDiff } = comparePlanFiles(
      { file: 'a', plan },
      { file: 'b', plan: readExplain(text.join('\n')) },
    );
    expect(
      planDiff.filter(({ kind }) => kind === 'added' || kind === 'removed'),
      name,
    ).toEqual([]);
  }
});
