import { once } from 'node:events';
import { chownSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFreePort } from '../../../src/postgres/embedded/find-free-port.ts';
import { findPackage } from '../../../src/postgres/embedded/find-package.ts';
import { initDataFolder } from '../../../src/postgres/embedded/init-data-folder.ts';
import { currentPlatform } from '../../../src/postgres/embedded/platform.ts';
import { prepareBinaries } from '../../../src/postgres/embedded/prepare-binaries.ts';
import { chooseRunAs } from '../../../src/postgres/embedded/run-as.ts';
import { startPostmaster } from '../../../src/postgres/embedded/start-postmaster.ts';
import { ownTemporaryFolder } from '../left-behind.ts';
import { rejectionOf } from '../start-options.ts';

/** A data folder that is ready to be started. */
async function prepare(parent: string) {
  const runAs = chooseRunAs();
  const folder = mkdtempSync(join(parent, 'server-'));
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(folder, runAs.uid, runAs.gid);
  const platform = currentPlatform();
  const native = platform && (await findPackage(platform, 18));
  if (native === undefined) throw new Error('the platform package of this machine is not installed');
  const binaries = await prepareBinaries(native, folder, runAs);
  await initDataFolder(binaries, folder, {
    major: 18,
    password: 'a password',
    runAs,
    onStarted: () => undefined,
  });
  return { folder, binaries, runAs };
}

test('a port that somebody takes in between costs another try; ports that are all taken are an error with the log', async () => {
  using temporary = ownTemporaryFolder();
  const { folder, binaries, runAs } = await prepare(temporary.folder);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port: taken } = other.address() as { port: number };
  const base = { settings: { shared_buffers: '16MB' }, userSettings: {}, runAs, onStarted: () => undefined };
  try {
    const ports = [taken, taken, await findFreePort()];
    const { process, port } = await startPostmaster(binaries, folder, {
      ...base,
      findPort: async () => ports.shift() ?? taken,
    });
    expect(port).not.toBe(taken);
    const ended = once(process, 'exit');
    process.kill('SIGQUIT');
    await ended;
    const error = await rejectionOf(
      startPostmaster(binaries, folder, { ...base, findPort: async () => taken }),
    );
    expect(error.message).toContain('could not bind');
  } finally {
    other.close();
  }
});
