// A seed is larger than the memory of a runner: it is streamed in, and its size must not show in the process.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { runScript } from '../../../src/data/script/run-script.ts';
import { noSharedRoles } from '../../../src/data/shared-roles.ts';
import { useTestServer } from '../../postgres/test-server.ts';

const postgres = useTestServer();
const MEGABYTE = 1_048_576;

/** 200 MB of rows behind COPY, and 20,000 INSERTs. */
async function writeSeed(path: string): Promise<number> {
  const file = createWriteStream(path);
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain');
  };
  await write('CREATE UNLOGGED TABLE t (id int, x text);\nCOPY t FROM stdin;\n');
  const row = 'x'.repeat(1000);
  let id = 0;
  for (let chunk = 0; chunk < 200; chunk += 1) {
    const rows: string[] = [];
    for (let at = 0; at < 1024; at += 1) rows.push(`${++id}\t${row}\n`);
    await write(rows.join(''));
  }
  await write('\\.\n');
  for (let at = 0; at < 20_000; at += 1) await write(`INSERT INTO t VALUES (${++id}, 'it''s; one');\n`);
  file.end();
  await once(file, 'close');
  return id;
}

test('200 MB are loaded without taking their memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'explain-gate-seed-'));
  try {
    const path = join(folder, 'seed.sql');
    const rows = await writeSeed(path);
    const database = await postgres.createDatabase('large');
    const before = process.memoryUsage().rss;
    let highest = before;
    const timer = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 20);
    await using connection = await connectDatabase(postgres.server, database);
    await runScript(connection, {
      stream: createReadStream(path),
      file: 'seed.sql',
      side: 'base',
      roles: noSharedRoles(),
      note: () => undefined,
    });
    clearInterval(timer);
    expect(await postgres.query(database, 'SELECT count(*)::int AS rows FROM t')).toEqual([{ rows }]);
    expect((highest - before) / MEGABYTE).toBeLessThan(100);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
