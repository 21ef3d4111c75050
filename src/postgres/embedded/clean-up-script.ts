/** What the embedded server's clean-up has to know. */
export interface EmbeddedCleanUp {
  /** The run's own folder; the data folder is in it. */
  readonly folder: string;
  /** Process id of the postmaster, or of initdb before it. */
  readonly processId?: number | undefined;
  /** `pg_ctl`, for Windows, where a process cannot be asked to end by a signal. */
  readonly pgCtl: string;
}

/**
 * Ends the postmaster, with all its backends, and removes the folder; see LastResort. A process id can have been
 * given to somebody else meanwhile, so only a process whose command line names the folder is touched.
 */
export const EMBEDDED_CLEAN_UP = `
  const fs = require('node:fs');
  const { execFileSync } = require('node:child_process');
  const path = require('node:path');
  const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const data = path.join(task.folder, 'data');
  const isServer = (id) => {
    try {
      return fs.readFileSync('/proc/' + id + '/cmdline', 'utf8').includes(task.folder);
    } catch {
      if (process.platform === 'linux') return false;
    }
    try {
      return execFileSync('ps', ['-o', 'args=', '-p', String(id)], { encoding: 'utf8' }).includes(task.folder);
    } catch { return false; }
  };
  const signal = (id, name) => { try { process.kill(id, name); } catch {} };
  const ids = new Set(task.processId ? [task.processId] : []);
  try { ids.add(Number.parseInt(fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8'), 10)); } catch {}
  if (process.platform === 'win32') {
    try { execFileSync(task.pgCtl, ['stop', '-D', data, '-m', 'immediate', '-w', '-t', '8']); } catch {}
  } else {
    for (const id of ids) {
      if (!(id > 1) || !isServer(id)) continue;
      signal(id, 'SIGQUIT');
      for (let waited = 0; waited < 7000 && isServer(id); waited += 20) pause(20);
      if (isServer(id)) signal(id, 'SIGKILL');
    }
  }
  const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  for (let attempt = 0; fs.existsSync(task.folder) && attempt < 5; attempt += 1) {
    try { fs.rmSync(task.folder, options); } catch {}
    // A program that was about to start can make its folder anew.
    pause(200);
  }
`;
