import { expect, test } from 'vitest';
import type { Finding, Severity } from '../../src/rules/finding.ts';
import type { Status } from '../../src/rules/status.ts';
import { decideVerdict } from '../../src/rules/verdict.ts';

const query = (status: Status, ...severities: Severity[]) => ({
  status,
  findings: severities.map(
    (severity): Finding => ({ rule: 'more-blocks', severity, message: 'm', case: 'default' }),
  ),
});

test.each([
  ['nothing checked', [], 'pass', 'pass', 'pass'],
  ['all well', [query('unchanged'), query('improved'), query('new'), query('removed')], 'pass', 'pass', 'pass'],
  ['notes only', [query('plan-changed', 'note')], 'pass', 'pass', 'pass'],
  ['a warning', [query('regressed', 'warning'), query('unchanged')], 'warn', 'fail', 'warn'],
  ['an error', [query('unchanged'), query('regressed', 'note', 'error')], 'fail', 'fail', 'warn'],
  ['one that was not measured', [query('unchanged'), query('inconclusive')], 'warn', 'warn', 'warn'],
] as const)('%s', (_, queries, onError, onWarning, never) => {
  expect(decideVerdict(queries, 'error')).toBe(onError);
  expect(decideVerdict(queries, 'warning')).toBe(onWarning);
  expect(decideVerdict(queries, 'never')).toBe(never);
});
