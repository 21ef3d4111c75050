import { ConfigError } from './errors.ts';

/** Oldest Node that everything here runs on; package.json says the same under `engines`. */
const OLDEST = [22, 22] as const;

/**
 * @param version `process.versions.node`
 * @throws ConfigError when it is older than what package.json asks for: later it would end in a message that nobody understands
 */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new ConfigError(`This is Node ${version}; explain-gate needs ${OLDEST.join('.')} or newer.`, {
    code: 'node-version',
    hint: 'Install a newer Node; the npm package `node` brings one for a single project.',
  });
}
