import { posix } from 'node:path';
import { SchemaError } from '../../errors.ts';
import type { MigrationFolder } from './migration-layout.ts';

/** An error about a line of a migration, found before anything is run. */
export function layoutError(
  { path, side }: MigrationFolder,
  file: string,
  line: number,
  message: string,
  hint: string,
): SchemaError {
  return new SchemaError(`${posix.join(path, file)}:${line} (${side}): ${message}`, {
    code: 'schema-layout',
    hint,
  });
}
