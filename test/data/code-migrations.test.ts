// A tool whose migrations are code runs on each side, from the tree of that side.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { prepareDatabases } from '../../src/data/prepare-databases.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { makeTree } from './folder-tree.ts';
import { recordProgress } from './record-progress.ts';

const postgres = useTestServer();
const KNEX = fileURLToPath(new URL('../../fixtures/commands/knex/', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A project's own command installs its packages first; here they are there already. */
const COMMAND = `ln -s "${PACKAGES}" node_modules && "${process.execPath}" node_modules/knex/bin/cli.js migrate:latest`;

test('Knex: each side has the schema of its own migrations', async () => {
  const base = readFolder('base');
  await using baseTree = await makeTree('base', base);
  await using headTree = await makeTree('head', { ...base, ...readFolder('head') });
  const { server } = postgres;
  const sides = { base: baseTree, head: headTree };
  const config = { schema: [{ command: COMMAND }], seed: [] };
  const prepared = await prepareDatabases({ server, ...sides, ...config, progress: recordProgress() });
  expect(prepared.how).toBe('built-apart');
  expect(prepared.changes.map(({ message }) => message)).toEqual([
    'column orders.note added',
    'index orders_state_idx added',
  ]);
});

function readFolder(side: 'base' | 'head'): Record<string, Buffer> {
  const folder = join(KNEX, side);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
      readFileSync(join(parentPath, name)),
    ]),
  );
}
