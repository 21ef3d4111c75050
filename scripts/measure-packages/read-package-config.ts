import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/config/config-schema.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { PublishedPackage } from './published-package.ts';

/** The config that a repository of the package has. */
export async function readPackageConfig({ alias }: Pick<PublishedPackage, 'alias'>): Promise<Config> {
  const file = fileURLToPath(packageConfigUrl({ alias }));
  return parseConfig(await readFile(file, 'utf8'), file);
}

/** Where it stands. */
export function packageConfigUrl({ alias }: Pick<PublishedPackage, 'alias'>): URL {
  return new URL(`../../fixtures/packages/${alias}/explain-gate.yml`, import.meta.url);
}
