import { spawnSync } from 'node:child_process';

/** Whose rights the server's programs run with; empty is our own. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root, so root runs it as `nobody`.
 * @throws Error when this machine has no such user
 */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
    return status === 0 ? Number.parseInt(stdout, 10) : Number.NaN;
  });
  if (uid === undefined || gid === undefined || !(uid > 0) || !(gid > 0)) {
    throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as');
  }
  return { uid, gid };
}
