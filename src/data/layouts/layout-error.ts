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

/** An error about migrations that are not PostgreSQL's. */
export function otherDatabase(folder: MigrationFolder, file: string, line: number, name: string): SchemaError {
  const hint = 'Name the directory of those for PostgreSQL.';
  return layoutError(folder, file, line, `these migrations are for ${name}`, hint);
}
