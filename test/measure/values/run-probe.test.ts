import { expect, it } from 'vitest';
import { useTestServer } from '../../postgres/test-server.ts';
import { openProber } from './open-prober.ts';

const testServer = useTestServer();

it('probes that are asked for at once are answered, each in a transaction of its own', async () => {
  await using prober = await openProber(testServer, 'CREATE TABLE t AS SELECT generate_series(1, 20) AS a');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      prober.ask(`SELECT a, now()::text AS began FROM t WHERE a = ${at + 1}`),
    ),
  );
  const rows = answers.map((answer) => (answer.kind === 'answered' ? answer.rows[0] : answer));
  expect(rows).toEqual(Array.from({ length: 20 }, (_, at) => ({ a: at + 1, began: expect.any(String) })));
  // `now()` is when the transaction began.
  expect(new Set(rows.map((row) => (row as { began: string }).began)).size).toBe(20);
});
