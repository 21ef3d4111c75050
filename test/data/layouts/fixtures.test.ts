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

/** What differs from a migration added on top of those of base. */
const BUILT_APART: Readonly<Record<string, readonly string[]>> = {
  'rails-structure': ['db/structure.sql changed: each side is built from its own tree'],
};

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
  const reasons = BUILT_APART[name] ?? [];
  expect(prepared).toMatchObject({ how: reasons.length > 0 ? 'built-apart' : 'head-adds-migrations', reasons });
  const changes = prepared.changes.map(({ message }) => message).map((message) => message.toLowerCase());
  const added = name === 'prisma' ? 'order' : 'orders';
  expect(changes).toEqual(
    expect.arrayContaining([
      expect.stringMatching(new RegExp(`column "?${added}"?\\.note added`)),
      expect.stringMatching(new RegExp(`index "?${added}_state_idx"? added`)),
    ]),
  );

  // All of base's migrations were run, and nothing of what goes down.
  const [there] = await postgres.query(
    prepared.base.database,
    `SELECT (SELECT count(*)::int FROM pg_trigger WHERE tgname = 'touch') AS triggers,
            (SELECT count(*)::int FROM pg_type WHERE typtype = 'e') AS types`,
  );
  expect(there).toEqual({ triggers: 1, types: 1 });
  // The same files on both sides are one database.
  expect((await compareSides({ ...headTree, side: 'base' }, headTree, config)).how).toBe('one-database');
});
