import type { Progress } from '../progress.ts';
import { buildApart, buildOnTemplate } from './build-sides.ts';
import type { CatalogChange } from './catalog/catalog-change.ts';
import type { HowBuilt } from './compare-plans.ts';
import { compareSides } from './compare-sides.ts';
import type { DataPlan } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import type { DatabaseServer } from './database-server.ts';
import type { DataConfig } from './plan-data.ts';

/** What `prepareDatabases` needs. */
export interface PrepareInput extends DataConfig {
  readonly server: DatabaseServer;
  readonly base: DataTree;
  readonly head: DataTree;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds of each step; 0 for a step that was not needed. */
export interface PrepareTimings {
  /** Migrations and schema files, of both sides. */
  readonly schemaMs: number;
  readonly seedMs: number;
  /** Checkpoint, VACUUM and ANALYZE. */
  readonly settleMs: number;
  readonly cloneMs: number;
  /** Reading and comparing the catalogs. */
  readonly catalogMs: number;
}

/** Two databases on one server, or one for both sides, filled and at rest. No connection of ours is open to them. */
export interface PreparedDatabases {
  /** Base and head are the same database. */
  readonly same: boolean;
  readonly base: { readonly database: string };
  readonly head: { readonly database: string };
  readonly how: HowBuilt;
  /** For the report, why each side was built from its own tree; empty otherwise. */
  readonly reasons: readonly string[];
  /** Paths of the migrations that head got on top of base's. */
  readonly addedMigrations: readonly string[];
  /** What differs between the two catalogs, and the tables of which an added migration wrote rows. */
  readonly changes: readonly CatalogChange[];
  /** The rows of every table may differ. */
  readonly seedChanged: boolean;
  readonly timings: PrepareTimings;
}

/**
 * Gives each side its database, as DESIGN section 6 and MEASURING section 2 say. The databases belong to the server,
 * which drops them.
 * @throws ConfigError for a path that is not there
 * @throws SchemaError for a migration, seed or command that fails
 */
export async function prepareDatabases(input: PrepareInput): Promise<PreparedDatabases> {
  const { plans, ...comparison } = await compareSides(input.base, input.head, input);
  for (const message of missingOnBase(plans.base)) input.progress.info(message);
  const build = comparison.how === 'built-apart' ? buildApart : buildOnTemplate;
  const built = await build(input, plans, comparison);
  return {
    same: comparison.how === 'one-database',
    base: { database: built.base },
    head: { database: built.head },
    how: comparison.how,
    reasons: comparison.reasons,
    addedMigrations: comparison.added.map(({ path }) => path),
    changes: built.changes,
    seedChanged: comparison.seedChanged,
    timings: built.timings,
  };
}

/** A change may add a path together with the config that names it; who reads base's failure must know that it is not there. */
function missingOnBase({ schema, seed }: DataPlan): string[] {
  return [...schema, ...seed].flatMap(({ key, entry, steps }) => {
    const path = typeof entry === 'string' ? entry : 'path' in entry ? entry.path : undefined;
    return path === undefined || steps.length > 0
      ? []
      : [`${key}: base has no ${path}, and is built without it`];
  });
}
