// Two backends on two cores differ by themselves: who is not pinned must know it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pinProcess } from '../../../src/postgres/embedded/pin-process.ts';

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

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.runIf(process.platform === 'linux')('pinProcess', () => {
  it('holds a process to the last core that it may use, and to the only one', () => {
    expect(pinOn('0')).toEqual({ pinned: true, reason: 'taskset binds the server to core 0' });
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
