import { parse, TomlError, type TomlTable } from 'smol-toml';
import { layoutError } from './layout-error.ts';
import type { MigrationFolder } from './migration-layout.ts';

/** A file in TOML. @throws SchemaError with the line where it is not */
export async function readToml(folder: MigrationFolder, file: string): Promise<TomlTable> {
  try {
    return parse((await folder.lines(file)).join('\n'));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw layoutError(folder, file, error.line, 'not valid TOML', 'Correct the line.');
  }
}
