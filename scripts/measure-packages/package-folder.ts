import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageSide, PublishedPackage } from './published-package.ts';

/** Where a version is installed. */
export function packageFolder({ alias }: Pick<PublishedPackage, 'alias'>, side: PackageSide): string {
  return fileURLToPath(new URL(`../../node_modules/${alias}-${side}`, import.meta.url));
}

/** Its number, as published. */
export async function readPackageVersion(
  published: Pick<PublishedPackage, 'alias'>,
  side: PackageSide,
): Promise<string> {
  const manifest = await readFile(join(packageFolder(published, side), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
