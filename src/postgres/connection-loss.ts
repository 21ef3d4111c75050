import { ProviderError } from '../errors.ts';

/** SQLSTATE classes and codes by which a server takes its leave (PostgreSQL docs, appendix A: 08, 57P01 to 57P04). */
const LEAVING = /^(?:08...|57P0[1-5])$/;

/** SQLSTATE: five upper-case letters or digits; an error of the socket has another kind of code, or none. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** True when `error` says that the connection is gone, not that the server refused a statement. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as Error & { code?: unknown; severity?: unknown };
  if (typeof code === 'string' && SQLSTATE.test(code) && typeof severity === 'string')
    return LEAVING.test(code);
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code);
  // pg's own words, which have no code.
  return /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/.test(
    error.message,
  );
}

/** The error of a run whose server is gone. `log` is the last the server said, empty when that is not known. */
export function serverLost(provider: string, log: string, cause: unknown): ProviderError {
  const said = log.trim() === '' ? '' : `\nthe end of its log:\n${log.trim()}`;
  return new ProviderError(`the PostgreSQL server (${provider}) went away in the middle of the run${said}`, {
    code: 'provider-server-lost',
    hint: 'Look for what ended it (out of memory, disk full, a stopped container) and run again.',
    cause,
  });
}
