import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a temp folder; removed when disposed of. */
export interface ScratchRepository extends Disposable {
  /** Folder that holds the repository and whatever a test puts beside it. */
  readonly parent: string;
  readonly directory: string;
  /** Runs git in the repository and returns what it prints. */
  git(...args: readonly string[]): string;
  write(files: Readonly<Record<string, string | Buffer>>): Promise<void>;
  /** Writes, adds and commits; returns the commit's id. */
  commit(files: Readonly<Record<string, string | Buffer>>): Promise<string>;
}

/** Runs git in a folder, without the user's and the machine's settings. */
export function runGitIn(directory: string, args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgSign=false'];
  return execFileSync('git', [...identity, ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
}

/** Makes a repository with the branch `main` and no commit. */
export function makeRepository(): ScratchRepository {
  const parent = mkdtempSync(join(tmpdir(), 'explain-gate-test-'));
  const directory = join(parent, 'repository');
  runGitIn(parent, ['init', '--quiet', '--initial-branch=main', directory]);
  const git = (...args: readonly string[]): string => runGitIn(directory, args);
  const write = async (files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
  };
  return {
    parent,
    directory,
    git,
    write,
    async commit(files) {
      await write(files);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=change');
      return git('rev-parse', 'HEAD').trim();
    },
    [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }),
  };
}
