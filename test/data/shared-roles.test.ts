// Roles belong to the server: a migration that creates one must not fail because the other side's did so before.
import { expect, test } from 'vitest';
import { prepareDatabases } from '../../src/data/prepare-databases.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

/** On a server of its own: roles stay there. */
async function prepare(base: string, head: Readonly<Record<string, string>>) {
  const progress = recordProgress();
  const options = {
    provider: 'embedded',
    image: '',
    version: 18,
    settings: { shared_buffers: '32MB' },
  } as const;
  await using server = await startServer(options, { progress });
  await using baseTree = await makeTree('base', { 'db/001.sql': base });
  await using headTree = await makeTree('head', head);
  const prepared = await prepareDatabases({
    server,
    base: baseTree,
    head: headTree,
    schema: ['db'],
    seed: [],
    progress,
  });
  return { prepared, notes: progress.lines.filter((line) => line.startsWith('db/')) };
}

const ROLE =
  "BEGIN;\nCREATE ROLE app LOGIN PASSWORD 'secret';\nCREATE TABLE t (id int);\nGRANT SELECT ON t TO app;\nCOMMIT;";

test('both sides create the role, each in a transaction', async () => {
  const { prepared, notes } = await prepare(ROLE, { 'db/001.sql': `${ROLE}\nCREATE INDEX i ON t (id);` });
  expect(prepared).toMatchObject({ how: 'built-apart', changes: [{ message: 'index i added' }] });
  expect(notes).toEqual(['db/001.sql:2 (head): role app is there from the other side, and is kept as it is']);
});

test('head drops the role that base still has, and creates it anew', async () => {
  const drop = 'REVOKE ALL ON t FROM app;\nDROP ROLE app;\nCREATE ROLE app;\nCREATE ROLE other;';
  const { notes } = await prepare(ROLE, { 'db/001.sql': ROLE, 'db/002.sql': drop });
  expect(notes).toEqual([
    'db/002.sql:2 (head): role app is not dropped: the other side still has it',
    'db/002.sql:3 (head): role app is there from the other side, and is kept as it is',
  ]);
});

test('a role that production would refuse is refused', async () => {
  const again = prepare(ROLE, { 'db/001.sql': ROLE, 'db/002.sql': 'CREATE ROLE app;' });
  await expect(again).rejects.toThrow(/db\/002\.sql:1 \(head\): role "app" already exists \(SQLSTATE 42710\)/);
});
