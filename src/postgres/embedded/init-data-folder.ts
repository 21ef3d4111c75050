import { spawn } from 'node:child_process';
import { chownSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemEnvironment } from '../system-environment.ts';
import type { Binaries } from './prepare-binaries.ts';
import type { RunAs } from './run-as.ts';

/** Name of the superuser of a server of our own. */
export const SUPERUSER = 'postgres';

/**
 * Locales in order of preference. Production usually sorts by a language, and then a btree serves no `LIKE 'x%'`:
 * under locale C it would, and plans would differ from production's. ICU is part of the binaries from 15 on and the
 * same on every machine; before that it is the C library's business what there is.
 */
function localesOf(major: number): readonly (readonly string[])[] {
  const icu = ['C.UTF-8', 'en_US.UTF-8', 'C'].map((locale) => [
    `--locale=${locale}`,
    '--locale-provider=icu',
    '--icu-locale=en-US',
  ]);
  const libc = ['en_US.UTF-8', 'C.UTF-8', 'C'].map((locale) => [`--locale=${locale}`]);
  return major >= 15 ? [...icu, ...libc] : libc;
}

/** How the data folder is to be. */
export interface InitOptions {
  readonly major: number;
  /** Of the superuser. */
  readonly password: string;
  readonly runAs: RunAs;
  /** Called with the process id of initdb. */
  readonly onStarted: (processId: number) => void;
}

/**
 * Makes a data folder `data` in `folder` with UTF8 databases and a password for the superuser.
 * @throws Error with what initdb said
 */
export async function initDataFolder(
  binaries: Binaries,
  folder: string,
  { major, password, runAs, onStarted }: InitOptions,
): Promise<void> {
  // A password on a command line could be read by everybody on the machine.
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(passwordFile, runAs.uid, runAs.gid);
  let said = '';
  try {
    for (const locale of localesOf(major)) {
      const args = [
        `--pgdata=${join(folder, 'data')}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--lc-messages=C',
        '--text-search-config=english',
        '--no-sync',
        ...locale,
      ];
      const result = await run(binaries.program('initdb'), args, folder, { runAs, onStarted });
      if (result.status === 0) return;
      said ||= result.output;
      // Only a locale that is not there is worth another try.
      if (!/locale|ICU/i.test(result.output)) break;
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
  throw new Error(`initdb failed: ${said.trim().split('\n').slice(-8).join('\n')}`);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  { runAs, onStarted }: Pick<InitOptions, 'runAs' | 'onStarted'>,
) {
  return new Promise<{ status: number; output: string }>((resolve) => {
    const child = spawn(command, args, {
      ...runAs,
      cwd,
      env: systemEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    if (child.pid !== undefined) onStarted(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
