// The schema that is measured is the one that the project's own tool makes, on an empty database and on base's.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { expect, test } from 'vitest';
import { runSteps } from '../../../src/data/build-database.ts';
import { diffCatalogs } from '../../../src/data/catalog/diff-catalogs.ts';
import { readCatalog } from '../../../src/data/catalog/read-catalog.ts';
import { compareSides } from '../../../src/data/compare-sides.ts';
import { noSharedRoles } from '../../../src/data/shared-roles.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { type FolderTree, makeTree } from '../folder-tree.ts';
import { recordProgress } from '../record-progress.ts';
import { readLayoutFixture } from './layout-fixture.ts';

const postgres = useTestServer();
const run = promisify(execFile);
const BIN = fileURLToPath(new URL('../../../node_modules/.bin/', import.meta.url));

interface Tool {
  readonly name: string;
  /** What the tool keeps for itself, as the catalogs tell it. */
  readonly own: readonly string[];
  migrate(folder: string, url: string): Promise<unknown>;
}

/** A program of the tool's package, in the project's folder. */
function program(name: string, ...args: string[]) {
  return (folder: string, url: string) =>
    run(`${BIN}${name}`, args, { cwd: folder, env: { ...process.env, DATABASE_URL: url } });
}

const TOOLS: readonly Tool[] = [
  {
    name: 'dbmate',
    own: ['table schema_migrations added'],
    migrate: program('dbmate', '--no-dump-schema', 'migrate'),
  },
  {
    name: 'node-pg-migrate',
    own: ['sequence pgmigrations_id_seq added', 'table pgmigrations added'],
    migrate: program('node-pg-migrate', 'up'),
  },
  {
    name: 'graphile-migrate',
    own: ['table graphile_migrate.current added', 'table graphile_migrate.migrations added'],
    migrate: program('graphile-migrate', 'migrate'),
  },
  {
    name: 'drizzle',
    own: ['sequence drizzle.__drizzle_migrations_id_seq added', 'table drizzle.__drizzle_migrations added'],
    async migrate(folder, url) {
      // What drizzle-kit migrate calls.
      const pool = new pg.Pool({ connectionString: url, max: 1 });
      try {
        await migrate(drizzle(pool), { migrationsFolder: `${folder}/drizzle` });
      } finally {
        await pool.end();
      }
    },
  },
];

test.for(TOOLS)('$name', async ({ name, own, migrate: migrateWith }) => {
  const { base, head, config } = await readLayoutFixture(name);
  await using baseTree = await makeTree('base', base);
  await using headTree = await makeTree('head', head);
  const { plans, added } = await compareSides(baseTree, headTree, config);
  const theirs = await postgres.createDatabase('theirs');
  const ours = await postgres.createDatabase('ours');

  await migrateWith(baseTree.folder, urlOf(theirs));
  await runOurs(
    ours,
    baseTree,
    plans.base.schema.flatMap(({ steps }) => steps),
  );
  expect(await differences(ours, theirs)).toEqual(own);

  await migrateWith(headTree.folder, urlOf(theirs));
  await runOurs(ours, headTree, added);
  expect(await differences(ours, theirs)).toEqual(own);

  const fresh = await postgres.createDatabase('fresh');
  await runOurs(
    fresh,
    headTree,
    plans.head.schema.flatMap(({ steps }) => steps),
  );
  expect(await differences(fresh, theirs)).toEqual(own);
});

type Steps = Parameters<typeof runSteps>[2];

function runOurs(database: string, tree: FolderTree, steps: Steps): Promise<void> {
  const target = {
    server: postgres.server,
    database,
    tree,
    roles: noSharedRoles(),
    progress: recordProgress(),
  };
  return runSteps(target, 'building', steps);
}

async function differences(ours: string, theirs: string): Promise<readonly string[]> {
  const catalogs = [];
  for (const database of [ours, theirs]) {
    const client = new pg.Client({ ...postgres.server.connection(database), ssl: false });
    await client.connect();
    catalogs.push(await readCatalog(client));
    await client.end();
  }
  const [left = [], right = []] = catalogs;
  return diffCatalogs(left, right).map(({ message }) => message);
}

function urlOf(database: string): string {
  const { host, port, user, password } = postgres.server.connection(database);
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}?sslmode=disable`;
}
