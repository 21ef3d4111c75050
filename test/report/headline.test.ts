import { expect, test } from 'vitest';
import { headline } from '../../src/report/words/headline.ts';
import { caseOf, sampleReport } from './sample-report.ts';

const NOTHING = {
  checked: 0,
  notAffected: 0,
  regressed: 0,
  improved: 0,
  planChanged: 0,
  unchanged: 0,
  new: 0,
  removed: 0,
  inconclusive: 0,
};

test.each([
  [{ notAffected: 328 }, 'No query had to be checked.', '328 not affected.'],
  [{}, 'No query had to be checked.', ''],
  [
    { checked: 12, regressed: 1, unchanged: 9, inconclusive: 2, notAffected: 1328 },
    '1 of 12 queries regressed.',
    '9 unchanged, 2 inconclusive, 1,328 not affected.',
  ],
  [{ checked: 1, regressed: 1 }, 'The query regressed.', ''],
  [
    { checked: 3, unchanged: 1, improved: 1, planChanged: 1 },
    'None of 3 queries regressed.',
    '1 improved, 1 with another plan, 1 unchanged.',
  ],
  [{ checked: 1, new: 1 }, 'The query did not regress.', '1 new.'],
  [{ checked: 1, inconclusive: 1 }, 'The query could not be measured.', ''],
  // What was not measured must not read like good news.
  [
    { checked: 4, unchanged: 2, inconclusive: 2 },
    'No regression found, but 2 of 4 queries could not be measured.',
    '2 unchanged.',
  ],
])('%o', (summary, sentence, rest) => {
  expect(headline({ ...sampleReport([]), summary: { ...NOTHING, ...summary } })).toEqual({ sentence, rest });
});

test('files that could not be read are counted too', () => {
  const report = sampleReport([], { notChecked: [{ file: 'a.sql', reason: 'not UTF-8' }], notAffected: 0 });
  expect(headline(report).rest).toBe('1 file not checked.');
});

test('a new query with findings is no good news', () => {
  const finding = { rule: 'over-budget', severity: 'error', message: 'x', case: 'default' } as const;
  const fresh = (name: string, findings: readonly (typeof finding)[]) => {
    const [query] = sampleReport([{ name, line: 1, cases: [caseOf(['by-id', 'by-id'], null)] }]).queries;
    if (!query) throw new Error('no query');
    return { ...query, status: 'new' as const, findings: [...findings] };
  };
  const told = (checked: number, ...queries: ReturnType<typeof fresh>[]) =>
    headline({ ...sampleReport([]), queries, summary: { ...NOTHING, checked, new: queries.length } });
  expect(told(1, fresh('a', [finding])).sentence).toBe('The new query has findings.');
  expect(told(3, fresh('a', [finding]), fresh('b', []))).toEqual({
    sentence: 'No regression found, but 1 new query has findings.',
    rest: '2 new (1 with findings).',
  });
});
