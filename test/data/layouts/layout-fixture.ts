import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { DataConfig } from '../../../src/data/plan-data.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/migrations/', import.meta.url));

/** A project of one migration tool, as its own program wrote it, and a change that adds a migration. */
export interface LayoutFixture {
  /** The layout's name. */
  readonly name: string;
  /** Contents by path. */
  readonly base: Readonly<Record<string, Buffer>>;
  readonly head: Readonly<Record<string, Buffer>>;
  /** What is detected in head, or what its config says. */
  readonly config: DataConfig;
}

/** Names of the fixtures. */
export function listLayoutFixtures(): readonly string[] {
  return readdirSync(FIXTURES).sort();
}

/** Reads `base`, and `head` as what it adds to it or replaces in it. */
export async function readLayoutFixture(name: string): Promise<LayoutFixture> {
  const base = readFolder(join(FIXTURES, name, 'base'));
  const head = { ...base, ...readFolder(join(FIXTURES, name, 'head')) };
  const tree = {
    files: () => Object.keys(head).toSorted(),
    read: async (path: string) => head[path] ?? Buffer.alloc(0),
  };
  const { config } = await loadConfig(tree, '', undefined);
  return { name, base, head, config: { schema: config.schema, seed: config.seed } };
}

function readFolder(folder: string): Record<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}
