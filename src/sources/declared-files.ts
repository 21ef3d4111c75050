import type { DeclaredQueries } from '../sql/conventions/declared-queries.ts';
import { matchGlobs } from './match-globs.ts';

/** The `.sql` files that tools' configs keep out of PostgreSQL's queries. */
export interface DeclaredFiles {
  /** Queries of another database, by path. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Schema, of any database, and no queries. */
  readonly schema: ReadonlySet<string>;
}

/** Sorts files by what the configs of tools say of them; what is both schema and queries is queries. */
export function sortDeclaredFiles(
  declared: readonly DeclaredQueries[],
  files: Iterable<string>,
): DeclaredFiles {
  const sets = declared.map(({ database, queries, schema }) => ({
    database,
    hasQueries: matchPaths(queries),
    hasSchema: matchPaths(schema),
  }));
  const foreign = new Map<string, string>();
  const schema = new Set<string>();
  for (const file of files) {
    if (!file.toLowerCase().endsWith('.sql')) continue;
    const owners = sets.filter(({ hasQueries }) => hasQueries(file));
    // Read by PostgreSQL's side of a project too, it is PostgreSQL's business.
    if (owners.some(({ database }) => database === 'PostgreSQL')) continue;
    const [owner] = owners;
    if (owner !== undefined) foreign.set(file, owner.database);
    else if (sets.some(({ hasSchema }) => hasSchema(file))) schema.add(file);
  }
  return { foreign, schema };
}

/** As sqlc reads paths: a file, the files right in a folder, or a glob. */
function matchPaths(paths: readonly string[]): (file: string) => boolean {
  const isGlob = (path: string) => /[*?[{]/.test(path);
  const plain = new Set(paths.filter((path) => !isGlob(path)));
  const matchesGlob = matchGlobs({ include: paths.filter(isGlob), exclude: [] });
  return (file) => {
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.';
    return plain.has(file) || plain.has(folder) || matchesGlob(file);
  };
}
