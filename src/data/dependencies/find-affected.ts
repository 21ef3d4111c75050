import type { CatalogChange } from '../catalog/catalog-change.ts';
import { connectDatabase } from '../connect-database.ts';
import type { DatabaseServer } from '../database-server.ts';
import { affectedBy } from './affected-by.ts';
import type { DependentStatement } from './query-dependencies.ts';
import { readDependencies } from './read-dependencies.ts';

/** One side: its database, and the search path that its statements are read under. */
export interface AffectedSide {
  readonly database: string;
  readonly searchPath: string;
  readonly statements: readonly DependentStatement[];
}

/**
 * By statement id, the changes to something that the statement depends on in base's or in head's database.
 * A statement that no change touches has no entry.
 */
export async function findAffected(
  server: DatabaseServer,
  sides: readonly AffectedSide[],
  changes: readonly CatalogChange[],
): Promise<ReadonlyMap<string, readonly CatalogChange[]>> {
  if (changes.length === 0) return new Map();
  const dependencies = await Promise.all(sides.map((side) => readSide(server, side)));
  const ids = new Set(dependencies.flatMap((side) => [...side.keys()]));
  const affected = new Map<string, readonly CatalogChange[]>();
  for (const id of ids) {
    const known = dependencies.flatMap((side) => side.get(id) ?? []);
    const found = affectedBy(known, changes);
    if (found.length > 0) affected.set(id, found);
  }
  return affected;
}

async function readSide(server: DatabaseServer, { database, searchPath, statements }: AffectedSide) {
  await using connection = await connectDatabase(server, database);
  await connection.client.query("SELECT set_config('search_path', $1, false)", [searchPath]);
  return await readDependencies(connection.client, statements);
}
