// Real migrations: what a library publishes for its users' databases, an older version as base and a newer as head.
import { expect, test } from 'vitest';
import { findAffected } from '../../src/data/dependencies/find-affected.ts';
import { prepareDatabases } from '../../src/data/prepare-databases.ts';
import { moveTo, type PublishedVersion, readMigrations } from '../e2e/graphile-worker/read-migrations.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

const postgres = useTestServer();

async function tree(side: 'base' | 'head', version: PublishedVersion) {
  const schema = { 'db/migrations/000000.sql': 'CREATE SCHEMA graphile_worker;' };
  return makeTree(side, { ...schema, ...moveTo('db/migrations', await readMigrations(version)) });
}

test('the migrations of two published versions load, and their queries know what they depend on', async () => {
  await using base = await tree('base', 'graphile-worker-base');
  await using head = await tree('head', 'graphile-worker-head');
  const { server } = postgres;
  const prepared = await prepareDatabases({
    server,
    base,
    head,
    schema: ['db/migrations'],
    seed: [],
    progress: recordProgress(),
  });
  expect(prepared.same).toBe(false);
  const messages = prepared.changes.map(({ message }) => message);
  expect(messages).toContain('table graphile_worker._private_jobs added');
  expect(messages).toContain('table graphile_worker.jobs dropped');

  const statements = [
    { id: 'add', sql: "SELECT graphile_worker.add_job('task', json_build_object('id', $1::int))" },
    { id: 'look', sql: 'SELECT count(*) FROM graphile_worker.jobs' },
    { id: 'versions', sql: 'SELECT 1' },
  ];
  const sides = [prepared.base, prepared.head].map(({ database }) => ({
    database,
    searchPath: 'public',
    statements,
  }));
  const affected = await findAffected(server, sides, prepared.changes);
  const names = (id: string) => affected.get(id)?.map(({ message }) => message) ?? [];
  expect(names('add')).toContain('table graphile_worker._private_jobs added');
  expect(names('look')).toContain('view graphile_worker.jobs added');
  expect(affected.has('versions')).toBe(false);
});
