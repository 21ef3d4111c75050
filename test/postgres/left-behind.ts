import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

/** A folder for temporary files that only one test uses, so that what is left there is its own. */
export function ownTemporaryFolder(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'gate-test-'));
  // The server's own user has to pass through it.
  spawnSync('chmod', ['711', folder]);
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Command lines of the processes, whoever owns them, that name `folder`. */
export function processesIn(folder: string): readonly string[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(folder));
}

/** Waits until no process names `folder` and nothing is in it. */
export async function waitUntilGone(folder: string): Promise<void> {
  await vi.waitFor(
    () => {
      const left = [...processesIn(folder), ...readdirSync(folder)];
      if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
    },
    { timeout: 120_000, interval: 50 },
  );
}

/** True when somebody listens on this port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** Starts hold-server.ts in a process of its own; resolves when its server answers. */
export async function holdServer(
  provider: 'embedded' | 'container',
  ending: string,
  env: NodeJS.ProcessEnv = {},
) {
  const script = fileURLToPath(new URL('hold-server.ts', import.meta.url));
  const child = spawn(process.execPath, [script, provider, ending], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(createInterface(child.stdout), 'line'), exited.then(() => undefined)]);
  if (said === undefined) throw new Error('the process ended before its server answered');
  const { port }: { port: number } = JSON.parse(String(said[0]));
  return { child, exited, port };
}
