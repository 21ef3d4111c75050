// An export of pg_stat_statements as psql and others write it, and what is wrong with those that can't be used.
import { expect, test } from 'vitest';
import { parseStatistics } from '../../../src/compare/load/parse-statistics.ts';
import { ConfigError } from '../../../src/errors.ts';

const TIMES = 'stats_since,exported_at';
const HOUR = '2026-11-22 18:00:00.5+00,2026-11-22 19:00:00.5+00';

test.for([
  ['CSV', 'query,calls\n"SELECT a, ""b""\nFROM t WHERE x = $1",120\n', 60, 2],
  ['CSV with a byte-order mark and Windows line ends', '\uFEFFquery,calls\r\nSELECT 1,60\r\n', 60, 1],
  ['CSV with its own window', `calls,query,${TIMES}\n6000,SELECT 1,${HOUR}\n`, undefined, 100],
  ['a window in the config', `calls,query,${TIMES}\n6000,SELECT 1,${HOUR}\n`, 10, 600],
  [
    'a time zone of half an hour',
    `calls,query,${TIMES}\n60,SELECT 1,2026-11-22 23:30:00+05:30,2026-11-22 19:00:00+00\n`,
    undefined,
    1,
  ],
  ['JSON', '[{ "query": "SELECT 1", "calls": 30, "mean_exec_time": 0.1 }]', 60, 0.5],
  ['JSON with numbers as text', '[{ "query": "SELECT 1", "calls": "30" }]', 60, 0.5],
  ['one JSON row a line', '{"query": "SELECT 1", "calls": 30}\n{"query": null, "calls": 5}\n', 60, 0.5],
] as const)('%s', ([, content, minutes, callsPerMinute]) => {
  expect(parseStatistics(content, 's', minutes)).toMatchObject([{ callsPerMinute }]);
});

test.for([
  ['no window', 'query,calls\nSELECT 1,2\n', 's, row 1: for how long', 'frequency-no-window'],
  [
    'no time of export',
    'query,calls,stats_since\nSELECT 1,2,2026-11-22 18:00:00+00\n',
    's, row 1: for how long',
    'frequency-no-window',
  ],
  ['no calls', 'query,total\nSELECT 1,2\n', 's, row 1: `calls`', 'frequency-invalid'],
  ['no number', 'query,calls\nSELECT 1,2\nSELECT 2,many\n', 's, row 2: `calls`', 'frequency-invalid'],
  ['a negative number', '[{ "query": "SELECT 1", "calls": -1 }]', 's, row 1: `calls`', 'frequency-invalid'],
  ['an empty number', 'query,calls\nSELECT 1,\n', 's, row 1: `calls`', 'frequency-invalid'],
  ['no JSON', '[{ "query": ', 's: neither CSV', 'frequency-invalid'],
  ['rows that are none', '[1]', 's, row 1', 'frequency-invalid'],
  ['CSV that never ends a quote', 'query,calls\n"SELECT 1,2\n', 's: neither CSV', 'frequency-invalid'],
] as const)('refused: %s', ([, content, says, code]) => {
  const read = () =>
    parseStatistics(
      content,
      's',
      content.includes('stats_since') || says.includes('how long') ? undefined : 60,
    );
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(says);
  expect(read).toThrow(expect.objectContaining({ code }));
});
