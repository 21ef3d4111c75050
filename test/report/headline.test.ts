import { expect, test } from 'vitest';
import { headline } from '../../src/report/words/headline.ts';
import { sampleReport } from './sample-report.ts';

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
