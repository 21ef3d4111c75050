import { describe, expect, test } from 'vitest';
import { useTestServer } from './test-server.ts';

const shared = useTestServer();

describe('databases', () => {
  test('are named after run and label, and never alike', async () => {
    const first = await shared.createDatabase('head');
    const second = await shared.createDatabase('head');
    expect(first).toMatch(/^explain_gate_[0-9a-f]{8}_head$/);
    expect(second).toBe(`${first}_2`);
  });

  test('a copy has the rows and the statistics of its template, and is another database', async () => {
    const template = await shared.createDatabase(
      'template',
      'CREATE TABLE t AS SELECT generate_series(1, 1000) AS id; ANALYZE t',
    );
    const copy = await shared.server.createDatabase('base', template);
    await shared.query(template, 'DELETE FROM t');
    expect(await shared.query(copy, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 1000 }]);
    expect(await shared.query(copy, "SELECT reltuples::int AS n FROM pg_class WHERE relname = 't'")).toEqual([
      { n: 1000 },
    ]);
  });

  test('a label that is no plain word, and a long one, still give a database', async () => {
    const label = `Kopie "ä" ${'x'.repeat(80)}`;
    const [first, second] = [await shared.createDatabase(label), await shared.createDatabase(label)];
    expect(first).not.toBe(second);
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(63);
    expect(await shared.query(second, 'SELECT current_database() AS name')).toEqual([{ name: second }]);
  });
});

test('names its version as the server does', async () => {
  expect(shared.server.serverVersion).toMatch(/^18\.\d+$/);
  expect(Math.floor(shared.server.versionNumber / 10_000)).toBe(18);
});
