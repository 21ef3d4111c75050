import type { ReadQueries } from './read-queries.ts';

/**
 * The query files of other databases that the change touches, as the report names what is not checked. Those that it
 * leaves alone are no news, and none of them has a status: they are not PostgreSQL's business.
 */
export function listForeignChanges({
  foreign,
}: Pick<ReadQueries, 'foreign'>): readonly { readonly file: string; readonly reason: string }[] {
  return foreign
    .filter(({ isUnchanged }) => !isUnchanged)
    .map(({ file, dialect }) => ({ file, reason: `${dialect}, not checked` }));
}
