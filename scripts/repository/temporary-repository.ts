import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { cleanEnvironment } from './clean-environment.ts';

const run = promisify(execFile);

/**
 * What a person's own git config could say that would change or stop the commits made here: author, signing,
 * hooks, line ends. Command-line settings win over every file.
 */
const SETTINGS = [
  'user.name=Sample Author',
  'user.email=author@example.com',
  'commit.gpgSign=false',
  'core.hooksPath=/dev/null',
  'core.autocrlf=false',
  'core.quotePath=false',
  'core.fsmonitor=false',
].flatMap((setting) => ['-c', setting]);

/** Fixed, so that equal files give equal commit ids in every run. */
const COMMIT_DATE = '2026-01-01T00:00:00Z';

/** A git repository in a temporary folder, removed when disposed of and at the latest when the process exits. */
export class TemporaryRepository {
  /** Absolute path of the work tree. */
  readonly path: string;
  readonly #removeAtExit: () => void;

  private constructor(path: string) {
    this.path = path;
    this.#removeAtExit = () => rmSync(path, { recursive: true, force: true });
    process.once('exit', this.#removeAtExit);
  }

  /**
   * Makes a repository whose first branch is `main`, whatever `init.defaultBranch` says, and fills it. When that fails
   * nothing of it is left.
   */
  static async create(
    label: string,
    fill: (repository: TemporaryRepository) => Promise<void> = async () => undefined,
  ): Promise<TemporaryRepository> {
    // The real path: macOS has its temporary folder behind a link, and git names the folder that it leads to.
    const path = await realpath(await mkdtemp(join(tmpdir(), `explain-gate-${label}-`)));
    const repository = new TemporaryRepository(path);
    try {
      // No template: a person's template folder may hold hooks.
      await repository.git('init', '--quiet', '--template=', '--initial-branch=main', '--object-format=sha1');
      await fill(repository);
      return repository;
    } catch (error) {
      await repository[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs git in the work tree and returns its output without the last line end; throws when git fails. */
  async git(...args: readonly string[]): Promise<string> {
    const env = cleanEnvironment({ GIT_AUTHOR_DATE: COMMIT_DATE, GIT_COMMITTER_DATE: COMMIT_DATE });
    const { stdout } = await run('git', [...SETTINGS, ...args], { cwd: this.path, env, maxBuffer: 2 ** 26 });
    return stdout.replace(/\n$/, '');
  }

  /** Copies a folder's files over the work tree; entries of its top level named in `except` stay behind. */
  async add(folder: string, except: readonly string[] = []): Promise<void> {
    await cp(folder, this.path, {
      recursive: true,
      filter: (source) => source === folder || !except.includes(basename(source)),
    });
  }

  /** Removes every file of the work tree; what is committed stays committed. */
  async clear(): Promise<void> {
    const entries = (await readdir(this.path)).filter((entry) => entry !== '.git');
    await Promise.all(entries.map((entry) => rm(join(this.path, entry), { recursive: true })));
  }

  /** Commits the work tree as it is, ignored files left out, and returns the commit's id. */
  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    process.removeListener('exit', this.#removeAtExit);
  }
}
