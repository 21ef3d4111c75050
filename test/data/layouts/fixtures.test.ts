// A project of each tool is read as that tool reads it: every migration once, no down part, head's on top of base's.
import { expect, test } from 'vitest';
import { compareSides } from '../../../src/data/compare-sides.ts';
import { detectLayout } from '../../../src/data/layouts/detect-layout.ts';
import { layouts } from '../../../src/data/layouts/index.ts';
import { openMigrationFolder } from '../../../src/data/layouts/open-migration-folder.ts';
import { prepareDatabases } from '../../../src/data/prepare-databases.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { makeTree } from '../folder-tree.ts';
import { recordProgress } from '../record-progress.ts';
import { listLayoutFixtures, readLayoutFixture } from './layout-fixture.ts';

const postgres = useTestServer();

test('each layout has a fixture', () => {
  expect(listLayoutFixtures()).toEqual(layouts.map(({ name }) => name).toSorted());
});

/** What the two catalogs differ in, where it is not what every project's last migration adds. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  prisma: ['column "Order".note added', 'index "Order_state_idx" added'],
  // The repeatable migration that changed has run again.
  flyway: ['column orders.note added', 'index orders_state_idx added', 'view open_orders changed'],
};

/** Indexes of base that are made outside of a transaction; Drizzle and node-pg-migrate have no way to. */
const CONCURRENT: Readonly<Record<string, number>> = { drizzle: 0, 'node-pg-migrate': 0, goose: 2 };

test.for(listLayoutFixtures())('%s', async (name) => {
  const { base, head, config } = await readLayoutFixture(name);
  await using baseTree = await makeTree('base', base);
  await using headTree = await makeTree('head', head);
  const [entry] = config.schema;
  const path = typeof entry === 'object' && 'path' in entry ? entry.path : entry;
  if (typeof path !== 'string') throw new Error('the fixture has a command');
  if (headTree.contentId(path) === undefined) {
    const folder = openMigrationFolder(headTree, { path });
    expect((await detectLayout(folder, undefined, 'schema[0]')).name).toBe(name);
  }

  const { server } = postgres;
  const sides = { base: baseTree, head: headTree };
  const prepared = await prepareDatabases({ server, ...sides, ...config, progress: recordProgress() });
  const declarative = name === 'rails-structure';
  expect(prepared).toMatchObject({
    how: declarative ? 'built-apart' : 'head-adds-migrations',
    reasons: declarative ? ['db/structure.sql changed: each side is built from its own tree'] : [],
  });
  expect(prepared.changes.map(({ message }) => message)).toEqual(
    CHANGES[name] ?? ['column orders.note added', 'index orders_state_idx added'],
  );

  // All of base's migrations were run, and nothing of what goes down.
  const [there] = await postgres.query(
    prepared.base.database,
    `SELECT (SELECT count(*)::int FROM pg_trigger WHERE tgname = 'touch') AS triggers,
            (SELECT count(*)::int FROM pg_type WHERE typtype = 'e') AS types,
            (SELECT count(*)::int FROM pg_index JOIN pg_class ON oid = indexrelid
             WHERE relname ~* '^(orders?_customer_?id|customers_name)_idx$' AND indisvalid) AS indexes`,
  );
  expect(there).toEqual({ triggers: 1, types: 1, indexes: CONCURRENT[name] ?? 1 });
  // The same files on both sides are one database.
  expect((await compareSides({ ...headTree, side: 'base' }, headTree, config)).how).toBe('one-database');
});
