import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { QueryDependencies } from './query-dependencies.ts';

/**
 * The changes that can have moved a query, in the order given. Give the dependencies of both sides: what was dropped is
 * known in base alone, what was added in head.
 */
export function affectedBy(
  dependencies: readonly QueryDependencies[],
  changes: readonly CatalogChange[],
): readonly CatalogChange[] {
  const relations = new Set(dependencies.flatMap((one) => one.relations));
  const functions = new Set(dependencies.flatMap((one) => one.functions));
  const types = new Set(dependencies.flatMap((one) => one.types));
  return changes.filter((change) => {
    if (change.relations.some((relation) => relations.has(relation))) return true;
    switch (change.kind) {
      case 'function':
        return functions.has(change.key);
      case 'type':
        return types.has(change.key);
      // It holds for every query of the database.
      case 'setting':
        return true;
      default:
        return false;
    }
  });
}
