import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/rules/finding.ts';
import { applyWaivers, describeWaivers, isFor } from '../../../src/rules/waivers/apply-waivers.ts';
import { readWaiverComments } from '../../../src/rules/waivers/read-waiver-comments.ts';
import type { Waiver } from '../../../src/rules/waivers/waiver.ts';

const query = { id: 'queries/orders.sql#byCustomer', name: 'byCustomer', file: 'queries/orders.sql' };
const waiver: Waiver = {
  query: 'byCustomer',
  rule: 'more-blocks',
  reason: 'the export runs at night',
  until: '2027-03-31',
  place: 'explain-gate.yml',
};
const found: Finding = { rule: 'more-blocks', severity: 'error', message: 'reads more', case: 'default' };

describe('a waiver', () => {
  test('makes the findings of its rule notes that say why', () => {
    const slower: Finding = { ...found, rule: 'slower', severity: 'warning' };
    expect(applyWaivers([found, slower], query, [waiver], '2027-03-31')).toEqual([
      {
        ...found,
        severity: 'note',
        accepted: { was: 'error', reason: waiver.reason, until: '2027-03-31', place: 'explain-gate.yml' },
      },
      slower,
    ]);
  });

  test('holds on its last day and not on the next', () => {
    expect(applyWaivers([found], query, [waiver], '2027-03-31')[0]?.severity).toBe('note');
    expect(applyWaivers([found], query, [waiver], '2027-04-01')).toEqual([found]);
  });

  test.each([
    ['byCustomer', true],
    ['queries/orders.sql#byCustomer', true],
    ['queries/**', true],
    ['by*', true],
    ['byStatus', false],
    ['orders.sql', false],
  ])('for %s: %s', (pattern, expected) => {
    expect(isFor({ query: pattern }, query)).toBe(expected);
  });

  test('for a name with marks of a glob in it is for that name', () => {
    expect(isFor({ query: 'f[a](x)' }, { ...query, name: 'f[a](x)' })).toBe(true);
  });

  test.each([
    [
      '2027-01-01',
      [query],
      [{ findings: applyWaivers([found], query, [waiver], '2027-01-01') }],
      'in-force',
      1,
    ],
    ['2027-01-01', [query], [{ findings: [] }], 'unused', 0],
    ['2027-01-01', null, [], 'unused', 0],
    ['2027-01-01', [], [], 'unmatched', 0],
    ['2027-04-01', [query], [{ findings: [found] }], 'expired', 0],
  ] as const)('on %s is told apart', (today, all, judged, state, findings) => {
    expect(describeWaivers([waiver], all, judged, today)).toEqual([{ ...waiver, state, findings }]);
  });
});

const pair = (id: string, line: number, endLine: number) => ({
  id,
  location: { file: 'a.sql', line, endLine },
});

describe('beside the query', () => {
  test.each([
    ['-- explain-gate: allow more-blocks until=2027-03-31 reason="night job"', 'sql'],
    ['// explain-gate: allow more-blocks reason="night job" until=2027-03-31', 'a program'],
    ['# explain-gate: allow more-blocks until="2027-03-31" reason="night job"', 'a script'],
    [' * explain-gate: allow more-blocks until=2027-03-31 reason="night job"', 'a block comment'],
    ['db.query("-- explain-gate: allow more-blocks until=2027-03-31 reason=\\"night job\\"\\n" +', 'a string'],
    ["/* explain-gate: allow more-blocks until=2027-03-31 reason='night job' */", 'single quotes'],
    ['{/* explain-gate: allow more-blocks until=2027-03-31 reason="night job" */}', 'JSX'],
    ['<!-- explain-gate: allow more-blocks until=2027-03-31 reason="night job" -->', 'a mapper of XML'],
  ])('%s', (comment) => {
    expect(readWaiverComments('a.sql', `${comment}\nSELECT 1;\n`, [pair('a.sql#1', 2, 2)])).toEqual({
      waivers: [
        { query: 'a.sql#1', rule: 'more-blocks', reason: 'night job', until: '2027-03-31', place: 'a.sql:1' },
      ],
      problems: [],
    });
  });

  test('it belongs to the query that it stands in, or to the next one', () => {
    const text =
      'SELECT 1\n-- explain-gate: allow slower until=2027-01-01 reason=a\n;\n\n-- explain-gate: allow slower until=2027-01-01 reason=b\nSELECT 2;';
    const { waivers } = readWaiverComments('a.sql', text, [pair('two', 6, 6), pair('one', 1, 3)]);
    expect(waivers.map(({ query: id, reason }) => [id, reason])).toEqual([
      ['one', 'a'],
      ['two', 'b'],
    ]);
  });

  test.each([
    ['allow more-blocks until=2027-03-31', /^a\.sql:1: the waiver does not hold: reason: /u],
    ['allow more-blocks until=2027-03-31 reason=" "', /reason: /u],
    ['allow more-blocks reason=x', /until: /u],
    ['allow more-blocks until=2027-02-30 reason=x', /until: /u],
    ['allow more-bloks until=2027-03-31 reason=x', /rule: /u],
  ])('%s is told and accepts nothing', (words, problem) => {
    const { waivers, problems } = readWaiverComments('a.sql', `-- explain-gate: ${words}\nSELECT 1`, [
      pair('q', 2, 2),
    ]);
    expect([waivers, problems]).toEqual([[], [expect.stringMatching(problem)]]);
  });
});
