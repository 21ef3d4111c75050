import { analyzeTables } from './analyze-tables.ts';
import { runSteps } from './build-database.ts';
import { type BuildTimer, startBuildTimer } from './build-timer.ts';
import type { CatalogChange } from './catalog/catalog-change.ts';
import { diffCatalogs } from './catalog/diff-catalogs.ts';
import { readCatalog } from './catalog/read-catalog.ts';
import type { PlanComparison } from './compare-plans.ts';
import { connectDatabase, type DatabaseConnection } from './connect-database.ts';
import { copyDatabaseSettings } from './copy-database-settings.ts';
import type { DataPlan, DataStep, EntrySteps } from './data-step.ts';
import { describeWrites } from './describe-writes.ts';
import { findWrittenTables } from './find-written-tables.ts';
import { listRoles } from './list-roles.ts';
import { listTables, type TableState } from './list-tables.ts';
import type { PrepareInput, PrepareTimings } from './prepare-databases.ts';
import { settleDatabase } from './settle-database.ts';
import { noSharedRoles, type SharedRoles } from './shared-roles.ts';

/** The databases of both sides, filled. */
export interface BuiltSides {
  readonly base: string;
  readonly head: string;
  readonly changes: readonly CatalogChange[];
  readonly timings: PrepareTimings;
}

interface Plans {
  readonly base: DataPlan;
  readonly head: DataPlan;
}

/** Base's schema and seed once; one database for both sides, or two clones of it of which head gets what it adds. */
export async function buildOnTemplate(
  input: PrepareInput,
  plans: Plans,
  { added }: PlanComparison,
): Promise<BuiltSides> {
  const { server, progress, signal } = input;
  const timer = startBuildTimer();
  const template = await server.createDatabase('template');
  const rolesBefore = await listRoles(server, template);
  await fill(input, 'base', template, plans.base, noSharedRoles(), timer);
  progress.step('vacuuming');
  await timer.time('settleMs', () => settle(input, template, 'analyze'));
  if (added.length === 0) return { base: template, head: template, changes: [], timings: timer.timings };

  progress.step('cloning');
  const base = await timer.time('cloneMs', () => clone(input, 'base', template));
  const head = await timer.time('cloneMs', () => clone(input, 'head', template));
  const untouched = await withConnection(input, head, listTables);
  const roles = { existing: new Set<string>(), kept: await rolesSince(input, template, rolesBefore) };
  await timer.time('schemaMs', () =>
    runSteps(
      { server, database: head, tree: input.head, roles, progress, signal },
      'adding the migrations of',
      added,
    ),
  );
  await timer.time('seedMs', () => generateNewTables(input, head, plans.head, untouched));
  progress.step('comparing the catalogs');
  const written = await withConnection(input, head, (connection) =>
    findWrittenTables(connection, server.versionNumber, untouched),
  );
  const catalogChanges = await timer.time('catalogMs', () => compareCatalogs(input, base, head));
  const changes = [...catalogChanges, ...describeWrites(written, untouched)];
  const touched = new Set([
    ...changes.flatMap(({ relations }) => relations),
    ...written.tables.flatMap(({ name, ancestors }) => [name, ...ancestors]),
  ]);
  progress.step('analyzing');
  await timer.time('settleMs', () => analyzeSides(input, [base, head], written.exact ? touched : undefined));
  return { base, head, changes, timings: timer.timings };
}

/** Rows for the tables that head's migrations add: what base has is left as production would have it. */
async function generateNewTables(
  input: PrepareInput,
  database: string,
  { seed }: DataPlan,
  before: readonly TableState[],
): Promise<void> {
  const { server, head: tree, progress, signal } = input;
  const steps = stepsOf(seed).filter(({ kind }) => kind === 'generate');
  const known = new Set(before.map(({ name }) => name));
  const mayGenerate = (table: string) => !known.has(table);
  const target = { server, database, tree, roles: noSharedRoles(), progress, signal, mayGenerate };
  await runSteps(target, 'filling the new tables of', steps);
}

/** Each side from its own tree, with statistics that are equal where the rows are. */
export async function buildApart(
  input: PrepareInput,
  plans: Plans,
  { baseIsEmpty }: PlanComparison,
): Promise<BuiltSides> {
  const { server, progress } = input;
  const timer = startBuildTimer();
  const [base, head] = [await server.createDatabase('base'), await server.createDatabase('head')];
  const rolesBefore = await listRoles(server, base);
  // A seed has nothing to go into where there is no schema.
  await fill(input, 'base', base, baseIsEmpty ? { schema: [], seed: [] } : plans.base, noSharedRoles(), timer);
  const shared = await rolesSince(input, base, rolesBefore);
  await fill(input, 'head', head, plans.head, { existing: new Set(shared), kept: shared }, timer);
  progress.step('vacuuming');
  await timer.time('settleMs', async () => {
    for (const database of [base, head]) await settle(input, database, 'later');
    await analyzeSides(input, [base, head], undefined);
  });
  progress.step('comparing the catalogs');
  const changes = await timer.time('catalogMs', () => compareCatalogs(input, base, head));
  return { base, head, changes, timings: timer.timings };
}

async function fill(
  input: PrepareInput,
  side: 'base' | 'head',
  database: string,
  plan: DataPlan,
  roles: SharedRoles,
  timer: BuildTimer,
): Promise<void> {
  const { server, progress, signal } = input;
  const target = { server, database, tree: input[side], roles, progress, signal };
  await timer.time('schemaMs', () => runSteps(target, 'building the schema of', stepsOf(plan.schema)));
  await timer.time('seedMs', () => runSteps(target, 'seeding', stepsOf(plan.seed)));
}

function stepsOf(entries: readonly EntrySteps[]): readonly DataStep[] {
  return entries.flatMap(({ steps }) => steps);
}

async function withConnection<T>(
  input: PrepareInput,
  database: string,
  work: (connection: DatabaseConnection) => Promise<T>,
): Promise<T> {
  await using connection = await connectDatabase(input.server, database, input.signal);
  try {
    return await work(connection);
  } catch (error) {
    throw input.signal?.aborted ? input.signal.reason : error;
  }
}

async function settle(input: PrepareInput, database: string, statistics: 'analyze' | 'later'): Promise<void> {
  const note = await withConnection(input, database, (connection) => settleDatabase(connection, statistics));
  if (note !== undefined) input.progress.info(note);
}

async function clone(input: PrepareInput, label: string, template: string): Promise<string> {
  // The server refuses to copy a database that somebody is connected to, and a backend may outlive its connection.
  const database = await input.server.createDatabase(label, template);
  await copyDatabaseSettings(input.server, template, database);
  return database;
}

async function rolesSince(
  input: PrepareInput,
  database: string,
  before: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const now = await listRoles(input.server, database);
  return new Set([...now].filter((role) => !before.has(role)));
}

async function compareCatalogs(
  input: PrepareInput,
  base: string,
  head: string,
): Promise<readonly CatalogChange[]> {
  const read = (database: string) => withConnection(input, database, ({ client }) => readCatalog(client));
  return diffCatalogs(await read(base), await read(head));
}

/** Undefined is every table. */
async function analyzeSides(
  input: PrepareInput,
  databases: readonly string[],
  tables: ReadonlySet<string> | undefined,
): Promise<void> {
  for (const database of databases) {
    await withConnection(input, database, async (connection) => {
      const all = tables ?? new Set((await listTables(connection)).map(({ name }) => name));
      await analyzeTables(connection, all);
    });
  }
}
