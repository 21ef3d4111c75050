import type { Scratch } from './scratch.ts';

/** Where git runs and with which environment. */
export interface GitContext {
  /** Absolute path; every path that git prints is relative to it. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly scratch: Scratch;
}

/** Variables that would point git at another repository or index than that of the folder: set inside of a git hook. */
const POINTERS: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/** The environment that git gets: English messages, no questions asked, no lock taken only to refresh the index. */
export function gitEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !POINTERS.has(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/** The same context with more variables. */
export function withEnvironment(context: GitContext, more: Readonly<Record<string, string>>): GitContext {
  return { ...context, environment: { ...context.environment, ...more } };
}
