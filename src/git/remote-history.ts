import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GitContext } from './git-context.ts';
import { askGit, runGit } from './run-git.ts';

/** A remote that does not answer within this time is not there, ms. */
const TIMEOUT_MS = 300_000;

/** Commits that each attempt adds to a shallow history; after the last one the whole history is fetched. */
const DEEPEN_STEPS = [50, 250, 1000] as const;

/** Fetches objects and nothing else: no ref, tag or FETCH_HEAD of the user changes. */
const FETCH = [
  ...['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=60'],
  ...[
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
  ],
];

/** The remote that the current branch follows, else `origin`, else the only one; null where there is none to choose. */
export async function findRemote(context: GitContext): Promise<string | null> {
  const { stdout } = await runGit(context, ['remote']);
  const remotes = stdout.toString('utf8').split('\n').filter(Boolean);
  const branch = await askGit(context, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const followed = branch && (await askGit(context, ['config', `branch.${branch}.remote`]));
  if (followed && remotes.includes(followed)) return followed;
  if (remotes.includes('origin')) return 'origin';
  return remotes.length === 1 ? (remotes[0] ?? null) : null;
}

/** Whether history ends before its beginning. */
export async function isShallow(context: GitContext): Promise<boolean> {
  return (await askGit(context, ['rev-parse', '--is-shallow-repository'])) === 'true';
}

/** The full name of the remote's default branch; null when the remote does not answer or has none. */
export async function askDefaultBranch(context: GitContext, remote: string): Promise<string | null> {
  const args = ['ls-remote', '--symref', '--end-of-options', remote, 'HEAD'];
  const { exitCode, stdout } = await runGit(context, args, { timeoutMs: TIMEOUT_MS });
  const match = exitCode === 0 ? /^ref: (?<name>refs\/heads\/\S+)\tHEAD$/m.exec(stdout.toString('utf8')) : null;
  return match?.groups?.name ?? null;
}

/** Fetches a branch, tag or full object id of the remote. Returns the commit's id, or in words why there is none. */
export async function fetchRef(
  context: GitContext,
  remote: string,
  ref: string,
): Promise<{ readonly sha: string } | { readonly reason: string }> {
  const short = ref.startsWith(`${remote}/`) ? ref.slice(remote.length + 1) : ref;
  const names = short.startsWith('refs/') ? [short] : [`refs/heads/${short}`, `refs/tags/${short}`];
  const isId = /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(short);
  let wanted: string | undefined = isId ? short : undefined;
  if (!isId) {
    const args = ['ls-remote', '--end-of-options', remote, ...names];
    const { exitCode, stdout, stderr } = await runGit(context, args, { timeoutMs: TIMEOUT_MS });
    if (exitCode !== 0) return { reason: `remote ${remote} does not answer: ${stderr || 'timed out'}` };
    const rows = stdout
      .toString('utf8')
      .split('\n')
      .map((row) => row.split('\t'));
    wanted = names.map((name) => rows.find((row) => row[1] === name)?.[0]).find((id) => id !== undefined);
    if (wanted === undefined) return { reason: `remote ${remote} has no branch or tag of that name` };
  }
  // Never fewer commits than head has, because a smaller depth would cut off history that is here already.
  const count = Number(await askGit(context, ['rev-list', '--count', 'HEAD']));
  const depth = (await isShallow(context)) ? [`--depth=${Math.max(DEEPEN_STEPS[0], count || 0)}`] : [];
  const error = await fetchIds(context, remote, depth, [wanted ?? short]);
  const sha = await askGit(context, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${wanted}^{commit}`,
  ]);
  if (sha !== null) return { sha };
  return { reason: error ?? `${ref} is no commit` };
}

/**
 * Deepens a shallow history in growing steps until `isEnough`. Returns null when it is, otherwise why not: the remote's
 * words, or that the whole history is here.
 */
export async function deepenHistory(
  context: GitContext,
  remote: string,
  shas: readonly string[],
  isEnough: () => Promise<boolean>,
  report: (message: string) => void,
): Promise<string | null> {
  for (const step of [...DEEPEN_STEPS, null]) {
    if (!(await isShallow(context))) break;
    report(
      step === null
        ? `fetching all of the history from ${remote}`
        : `fetching ${step} more commits from ${remote}`,
    );
    const depth = step === null ? ['--unshallow'] : [`--deepen=${step}`];
    // Asking for the commits where history ends makes it grow there; servers know them, also where head is only here.
    const error = await fetchIds(context, remote, depth, [...(await readBoundary(context)), ...shas]);
    if (error !== null && (await fetchIds(context, remote, depth, [])) !== null) return error;
    if (await isEnough()) return null;
  }
  return 'the whole history is here';
}

/** Null, or what git said when it failed. */
async function fetchIds(
  context: GitContext,
  remote: string,
  depth: readonly string[],
  ids: readonly string[],
): Promise<string | null> {
  // Without ids the remote's configured branches are fetched.
  const refmap = ids.length > 0 ? ['--refmap='] : [];
  const args = [...FETCH, ...depth, ...refmap, '--end-of-options', remote, ...ids];
  const { exitCode, stderr } = await runGit(context, args, { timeoutMs: TIMEOUT_MS });
  return exitCode === 0 ? null : stderr || 'timed out';
}

async function readBoundary(context: GitContext): Promise<readonly string[]> {
  const path = await askGit(context, ['rev-parse', '--git-path', 'shallow']);
  const lines = path === null ? '' : await readFile(resolve(context.directory, path), 'utf8').catch(() => '');
  return lines.split('\n').filter(Boolean);
}
