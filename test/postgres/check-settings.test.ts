import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { blameSetting, checkSettings } from '../../src/postgres/check-settings.ts';
import { dedicatedSettings } from '../../src/postgres/server-settings.ts';

test('setting names are compared as the server does: without regard to case', () => {
  expect(checkSettings({ Work_Mem: '1MB' })).toEqual({ work_mem: '1MB' });
});

test.each(['port', 'Listen_Addresses', 'data_directory', 'logging_collector'])(
  'refuses %s, by which we hold the server',
  (name) => {
    expect(() => checkSettings({ [name]: 'x' })).toThrow(ConfigError);
  },
);

test("the user's planner settings win over ours", () => {
  expect(dedicatedSettings(2 ** 32, { jit: 'on', random_page_cost: '1.1' })).toMatchObject({
    jit: 'on',
    random_page_cost: '1.1',
    fsync: 'off',
  });
});

test.each([
  [2 ** 28, '128MB'],
  [2 ** 33, '2048MB'],
  [2 ** 40, '4096MB'],
])('of %d bytes of memory shared_buffers gets %s', (memory, expected) => {
  expect(dedicatedSettings(memory, {}).shared_buffers).toBe(expected);
});

describe('the setting that a failed start is blamed on', () => {
  const settings = { work_mem: 'lots', nonsense: '1' };
  test.each([
    ['FATAL:  unrecognized configuration parameter "nonsense"', 'nonsense'],
    ['2026-01-01 UTC [1] FATAL:  invalid value for parameter "work_mem": "lots"', 'work_mem'],
  ])('%s', (log, name) => {
    expect(blameSetting(`LOG:  starting\n${log}\n`, settings)?.message).toContain(`postgres.settings.${name}`);
  });
  test.each(['FATAL:  could not create lock file', 'LOG:  parameter "work_mem" changed'])(
    'is none in: %s',
    (log) => {
      expect(blameSetting(log, settings)).toBeUndefined();
    },
  );
});
