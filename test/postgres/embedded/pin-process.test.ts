// Two backends on two cores differ by themselves: who is not pinned must know it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pinProcess } from '../../../src/postgres/embedded/pin-process.ts';
import { chooseRunAs } from '../../../src/postgres/embedded/run-as.ts';

const MODULE = fileURLToPath(new URL('../../../src/postgres/embedded/pin-process.ts', import.meta.url));
const PIN_ITSELF = `import { pinProcess } from ${JSON.stringify(MODULE)};
console.log(JSON.stringify(pinProcess(process.pid)));`;

/** Pins a process of its own, which may use `cores` only. */
function pinOn(cores: string) {
  const node = [process.execPath, '--input-type=module', '--no-warnings', '-e', PIN_ITSELF];
  const { stdout, stderr } = spawnSync('taskset', ['-c', cores, ...node], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Pins a process of another user as a container's root does, who lacks the right to bind what is not his. */
function pinWithoutCapability(processId: number) {
  const call = `import { pinProcess } from ${JSON.stringify(MODULE)};
console.log(JSON.stringify(pinProcess(${processId}, ${JSON.stringify(chooseRunAs())})));`;
  const node = [process.execPath, '--input-type=module', '--no-warnings', '-e', call];
  const { stdout, stderr } = spawnSync('setpriv', ['--bounding-set', '-sys_nice', ...node], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.runIf(process.platform === 'linux')('pinProcess', () => {
  it('holds a process to the last core that it may use, and to the only one', () => {
    expect(pinOn('0')).toEqual({ pinned: true, reason: 'taskset binds the server to core 0' });
  });

  it.runIf(process.getuid?.() === 0)('holds the server of another user, as root of a container', async () => {
    const server = spawn('sleep', ['600'], { ...chooseRunAs(), stdio: 'ignore' });
    try {
      await once(server, 'spawn');
      if (server.pid === undefined) throw new Error('sleep has no process id');
      expect(pinWithoutCapability(server.pid)).toMatchObject({ pinned: true });
    } finally {
      server.kill('SIGKILL');
    }
  });

  it('says so where there is no taskset', () => {
    vi.stubEnv('PATH', '/nowhere');
    const { pinned, reason } = pinProcess(process.pid);
    expect(pinned).toBe(false);
    expect(reason).toMatch(/^taskset \(util-linux\) does not run: /);
  });

  it('says so where there is no such process', () => {
    const { pinned, reason } = pinProcess(2 ** 22 + 1);
    expect(pinned).toBe(false);
    expect(reason).not.toBe('');
  });
});
