import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What its `getConstructionPlans` gives for the default schema. */
export async function readPgBossSchema(folder: string): Promise<string> {
  const module = (await import(pathToFileURL(join(folder, 'dist', 'index.js')).href)) as {
    getConstructionPlans: (schema: string) => string;
  };
  return module.getConstructionPlans('pgboss');
}
