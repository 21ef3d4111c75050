import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
import { environmentLines } from '../../src/report/words/environment-lines.ts';
import { sampleReport } from './sample-report.ts';

type Environment = NonNullable<Report['environment']>;

const BARE: Environment = { provider: 'embedded', serverVersion: '18.4', settings: {} };
const lines = (environment: Partial<Environment>) =>
  environmentLines({ ...sampleReport([]), environment: { ...BARE, ...environment } });

test('says what time was measured with and how far it can be trusted', () => {
  expect(
    lines({
      pinned: false,
      clock: 'execution',
      doubts: ['not held to one core: taskset (util-linux) does not run', 'no CPU clock: \u001b[31mred'],
      machine: { cores: 1, cpuModel: null, stealPercent: 12.34, cpuMs: 1500, waitMs: 0 },
    }),
  ).toEqual(
    expect.arrayContaining([
      'PostgreSQL 18.4, embedded, not held to one core: time alone only warns',
      'clock: Execution Time, which is elapsed time: time alone only warns',
      'not held to one core: taskset (util-linux) does not run',
      'machine: 1 core, 12.3 % stolen by the host, backends 1.5 s on the processor and 0 s waiting for it',
    ]),
  );
});

test('shows no control characters of a server that lies about itself', () => {
  const cpuModel = 'evil\u001b[2J';
  const machine = { cores: 2, cpuModel, stealPercent: 0, cpuMs: 0, waitMs: 0 };
  expect(lines({ machine, doubts: [cpuModel] }).join()).not.toContain('\u001b');
});

test.each([
  ['passed', 3, 0, 'base against base was not slower in 3 of 3 comparisons'],
  ['failed', 3, 1, 'base against base was slower in 1 of 3 comparisons: time alone only warns'],
  ['not-run', 0, 0, 'there was no time left to compare base with base: time alone only warns'],
  ['not-needed', 0, 0, 'not needed, since no verdict rests on time alone'],
] as const)('control %s', (outcome, compared, slower, words) => {
  expect(lines({ control: { outcome, compared, slower } })).toContain(`control: ${words}`);
});

test('a failed control is told where everybody reads it', async () => {
  const { buildReport } = await import('../../src/report/build-report.ts');
  const side = { ref: 'main', sha: null };
  const control = { outcome: 'failed', compared: 3, slower: 2 } as const;
  const environment = { ...BARE, control };
  const report = buildReport({
    base: side,
    head: side,
    environment,
    queries: [],
    notAffected: 0,
    failOn: 'error',
  });
  expect(report.warnings).toEqual([
    'this machine could not be trusted today: base against base was slower in 2 of 3 comparisons, so time alone only warns',
  ]);
});
