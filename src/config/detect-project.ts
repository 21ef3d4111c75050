import { posix } from 'node:path';
import { ConfigError } from '../errors.ts';
import { findDeclaredQueries } from '../sql/conventions/declared-queries.ts';
import { type Detection, detectConfig } from './detect-config.ts';

/** Names of the config file, in the order looked for. */
export const CONFIG_FILES = [
  'explain-gate.yml',
  'explain-gate.yaml',
  '.github/explain-gate.yml',
  '.github/explain-gate.yaml',
] as const;

/** What loading and detecting need of head's tree. */
export interface ConfigTree {
  files(): readonly string[];
  read(path: string): Promise<Buffer>;
}

/**
 * What a folder of head's tree holds, repository-relative (`''` is the root); paths of the answer are relative to it.
 * @throws ConfigError when no schema is found
 */
export async function detectProject(tree: ConfigTree, folder: string): Promise<Detection> {
  const files = tree.files();
  const names =
    folder === ''
      ? files
      : files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
  const declared = await findDeclaredQueries({
    files: () => names,
    read: (path) => tree.read(posix.join(folder, path)),
  });
  const detection = detectConfig(names, declared);
  if (detection.schemaPlace !== null) return detection;
  if (detection.candidates.length > 0) {
    throw new ConfigError(
      `no config, and more than one place may hold the schema: ${detection.candidates.join(', ')}`,
      {
        code: 'config-nothing-detected',
        hint: `Write explain-gate.yml with the one that is PostgreSQL's, such as \`schema: [${detection.candidates[0]?.replace(/\/$/, '')}]\`.`,
      },
    );
  }
  throw new ConfigError(
    `no config and nothing to detect in ${folder || 'the repository'}: looked for ${CONFIG_FILES.join(', ')}, and for a schema in ${detection.lookedFor.join(', ')}`,
    {
      code: 'config-nothing-detected',
      hint: 'Write explain-gate.yml with at least `schema:` (SQL files, migration directories, or { command: … } for migrations written in code) and `queries:`.',
    },
  );
}
