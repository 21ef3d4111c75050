import { posix } from 'node:path';
import { ConfigError } from '../../errors.ts';
import type { MigrationFolder, MigrationLayout } from './migration-layout.ts';

/** A version in front tells a migration from an index, a test or a package file that stands among the scripts. */
const PROGRAM = /^V?\d[^/]*(?<!\.d|_test)\.(?:[cm]?[jt]s|go|py|rb|java|kt|php|cs)$/;

/**
 * Migrations written in code can't be run by us, and a schema without them would be another one.
 * @throws ConfigError where some stand among the scripts
 */
export function refuseCodeMigrations(
  { path, side, files }: MigrationFolder,
  { command = '…' }: MigrationLayout,
  key: string,
): void {
  const program = files.find((file) => PROGRAM.test(file));
  if (program === undefined) return;
  throw new ConfigError(`${key}: ${posix.join(path, program)} (${side}) is a migration written in code`, {
    code: 'config-code-migrations',
    hint: `Have the tool run them all, in place of the directory: { command: '${command}' }.`,
  });
}
