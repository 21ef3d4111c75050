import { afterEach, beforeEach, expect, test } from 'vitest';
import { ANNOTATIONS_PER_KIND, writeAnnotations } from '../../src/github/annotations.ts';
import { captureLog } from './capture-log.ts';
import { makeQuery, makeReport } from './sample-report.ts';

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => log.stop());

test('a finding stands at the file and lines of its query', () => {
  writeAnnotations(makeReport([makeQuery()], 'fail'));
  expect(log.lines()).toEqual([
    '::error title=explain-gate%3A more-blocks,file=queries/orders.sql,line=12,endLine=20::ordersByCustomer: reads 5,310 blocks instead of 4',
  ]);
});

test.each([
  ['error', '::error '],
  ['warning', '::warning '],
  ['note', '::notice '],
] as const)('severity %s is %s', (severity, command) => {
  writeAnnotations(
    makeReport([makeQuery({ findings: [{ rule: 'slower', severity, message: 'm', case: 'c' }] })], 'warn'),
  );
  expect(log.lines()[0]?.startsWith(command)).toBe(true);
});

test('a query that could not be measured is noted with its reason', () => {
  const failure = { kind: 'no-values', message: '$1 has no value' } as const;
  writeAnnotations(makeReport([makeQuery({ status: 'inconclusive', findings: [], failure })], 'pass'));
  expect(log.lines()[0]).toMatch(
    /^::notice .*title=explain-gate%3A no-values.*could not be measured: \$1 has no value$/,
  );
});

test('what GitHub would drop without a word is counted', () => {
  const queries = Array.from({ length: 25 }, (_, i) => makeQuery({ id: `q#${i}`, name: `q${i}` }));
  writeAnnotations(makeReport(queries, 'fail'));
  const errors = log.lines().filter((line) => line.startsWith('::error '));
  expect(errors).toHaveLength(ANNOTATIONS_PER_KIND);
  expect(log.lines().at(-1)).toMatch(/^… and 16 more of severity error/);
});

test('names and messages of a pull request cannot give the runner commands', () => {
  const findings = [
    { rule: 'fails-on-head', severity: 'error', message: 'a\r\n::set-output name=verdict::pass', case: 'c' },
  ] as const;
  const location = { file: 'a,line=1::b\n::add-mask::c.sql', line: 1, endLine: 1 };
  writeAnnotations(
    makeReport([makeQuery({ location, name: '%0A::stop-commands::x', findings: [...findings] })], 'fail'),
  );
  expect(log.lines()).toEqual([
    '::error title=explain-gate%3A fails-on-head,file=a%2Cline=1%3A%3Ab%0A%3A%3Aadd-mask%3A%3Ac.sql,line=1,endLine=1::%250A::stop-commands::x: a ::set-output name=verdict::pass',
  ]);
});
