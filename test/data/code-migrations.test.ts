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
const FIXTURES = fileURLToPath(new URL('../../fixtures/commands/', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A project's own command installs its packages first; here they are there already. */
const run = (program: string) =>
  `ln -s "${PACKAGES}" node_modules && "${process.execPath}" node_modules/${program}`;

const TOOLS = [
  { name: 'knex', command: run('knex/bin/cli.js migrate:latest') },
  { name: 'typeorm', command: run('typeorm/cli.js migration:run -d data-source.js') },
  { name: 'sequelize', command: run('sequelize-cli/lib/sequelize db:migrate') },
  { name: 'mikro-orm', command: run('@mikro-orm/cli/cli.js migration:up') },
] as const;

test.for(TOOLS)('$name: each side has the schema of its own migrations', async ({ name, command }) => {
  const base = readFolder(name, 'base');
  await using baseTree = await makeTree('base', base);
  await using headTree = await makeTree('head', { ...base, ...readFolder(name, 'head') });
  const { server } = postgres;
  const sides = { base: baseTree, head: headTree };
  const config = { schema: [{ command }], seed: [] };
  const prepared = await prepareDatabases({ server, ...sides, ...config, progress: recordProgress() });
  expect(prepared.how).toBe('built-apart');
  expect(prepared.changes.map(({ message }) => message)).toEqual([
    'column orders.note added',
    'index orders_state_idx added',
  ]);
  // What a down part drops is there.
  expect(
    await postgres.query(prepared.base.database, "SELECT to_regclass('orders_customer_id_idx')::text AS made"),
  ).toEqual([{ made: 'orders_customer_id_idx' }]);
});

function readFolder(tool: string, side: 'base' | 'head'): Record<string, Buffer> {
  const folder = join(FIXTURES, tool, side);
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
