import { sources } from './index.ts';
import { type Globs, matchGlobs } from './match-globs.ts';

/** A path of a tree that is no regular file, and in words what it is. */
export interface SkippedPath {
  readonly file: string;
  readonly reason: string;
}

/** Names that each source would read, for a folder that nobody can look into. */
const PROBES = ['.sql', '.ts', '.js', '.py', '.go', '.rb', '.java', '.kt', '.php', '.rs', '.cs'].map(
  (extension) => `queries${extension}`,
);

/** Of the paths that git keeps no content for, those that can hold queries: links with such a name, and submodules. */
export function listSkippedPaths(skipped: readonly SkippedPath[], globs: Globs): readonly SkippedPath[] {
  const isWanted = matchGlobs(globs);
  const isQueryFile = (file: string) => isWanted(file) && sources.some((source) => source.matches(file));
  return skipped.filter(({ file, reason }) =>
    reason === 'submodule' ? PROBES.some((name) => isQueryFile(`${file}/${name}`)) : isQueryFile(file),
  );
}
