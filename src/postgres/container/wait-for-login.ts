import { setTimeout as sleep } from 'node:timers/promises';
import { blameSetting } from '../check-settings.ts';
import { connect } from '../connect.ts';
import type { ConnectionSettings } from '../connection-settings.ts';
import { type LoggingContainer, readContainerLog } from './container-log.ts';

/** What is needed of a container to know whether it still runs; dockerode's Container has it. */
export interface WatchedContainer extends LoggingContainer {
  inspect(): Promise<{ readonly State: { readonly Running: boolean; readonly ExitCode: number } }>;
}

/** How long a server may take to let us in, milliseconds: initdb and the image's own start scripts run before it. */
const LOGIN_TIMEOUT_MS = 60_000;
const PAUSE_MS = 50;

/**
 * Resolves when the server in a container lets its superuser in. Images start a first server for their set-up, but
 * that one is not reachable from outside, so who gets in has met the real one.
 * @throws ConfigError when the server refuses a setting of the user's
 * @throws Error with the end of the log when the container ends or the time is up
 */
export async function waitForLogin(
  admin: ConnectionSettings,
  container: WatchedContainer,
  userSettings: Readonly<Record<string, string>>,
): Promise<void> {
  const deadline = performance.now() + LOGIN_TIMEOUT_MS;
  for (;;) {
    const failure = await tryLogin(admin);
    if (failure === undefined) return;
    const { State } = await container.inspect();
    const log = await readContainerLog(container);
    const blamed = blameSetting(log, userSettings);
    if (blamed !== undefined) throw blamed;
    if (!State.Running) throw new Error(`the container ended with status ${State.ExitCode}:\n${log.trim()}`);
    if (performance.now() > deadline) {
      throw new Error(`the server in the container did not let us in: ${failure}\n${log.trim()}`);
    }
    await sleep(PAUSE_MS);
  }
}

async function tryLogin(admin: ConnectionSettings): Promise<string | undefined> {
  try {
    await using client = await connect(admin);
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
