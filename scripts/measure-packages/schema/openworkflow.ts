import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Its migrations, in order, for the default schema. */
export async function readOpenworkflowSchema(folder: string): Promise<string> {
  const module = (await import(pathToFileURL(join(folder, 'dist', 'postgres', 'postgres.js')).href)) as {
    migrations: (schema: string) => readonly string[];
  };
  return module.migrations('openworkflow').join('\n');
}
