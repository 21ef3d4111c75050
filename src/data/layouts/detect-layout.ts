import { ConfigError } from '../../errors.ts';
import { layouts } from './index.ts';
import type { MigrationFolder, MigrationLayout } from './migration-layout.ts';

/** The layout of a directory: the one that the config names, or the first that detects it. @throws ConfigError */
export async function detectLayout(
  folder: MigrationFolder,
  name: string | undefined,
  key: string,
): Promise<MigrationLayout> {
  for (const layout of layouts) {
    if (name === undefined ? await layout.detect(folder) : layout.name === name) return layout;
  }
  const known = layouts.map((layout) => layout.name).join(', ');
  throw new ConfigError(`${key}: there is no layout \`${name}\``, {
    code: 'config-layout',
    hint: `Allowed are ${known}; without one it is detected.`,
  });
}
