import { compareNames } from './compare-versions.ts';
import { directScripts } from './direct-scripts.ts';
import { layoutError } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';

const DIRECTIVE = /^--\s*atlas:(?<name>\w+)(?:\s+(?<value>\S.*))?$/;

/** `atlas migrate apply`. A directory in the format of another tool has an `atlas.sum` too, and is that tool's. */
export const atlas: MigrationLayout = {
  name: 'atlas',
  tool: 'Atlas',
  looksLike: '`atlas.sum` and `<version>_<name>.sql`',
  order: 'by name; a new database starts at the last `-- atlas:checkpoint`',
  transactions: 'one for each file, none with `-- atlas:txmode none`',
  command: 'atlas migrate apply --url "$DATABASE_URL"',
  detect: ({ files }) => files.includes('atlas.sum') && !files.some((file) => file.endsWith('.up.sql')),
  async list(folder) {
    const migrations: MigrationFile[] = [];
    for (const file of directScripts(folder).toSorted(compareNames)) {
      migrations.push(readMigration(folder, file, await folder.firstLines(file)));
    }
    return migrations;
  },
};

/** Directives stand in the comment at the start of the file, which an empty line ends. */
function readMigration(folder: MigrationFolder, file: string, lines: readonly string[]): MigrationFile {
  const end = lines.findIndex((line) => !line.startsWith('--'));
  const directives = new Map<string, string>();
  for (const [at, line] of lines.slice(0, end < 0 ? undefined : end).entries()) {
    const { name = '', value = '' } = DIRECTIVE.exec(line.trimEnd())?.groups ?? {};
    if (name === 'delimiter' || name === 'import') {
      throw layoutError(
        folder,
        file,
        at + 1,
        `\`atlas:${name}\` is not read`,
        'List the migrations as { command: … } that calls atlas.',
      );
    }
    directives.set(name, value);
  }
  return {
    file,
    transaction: directives.get('txmode') === 'none' ? 'each-statement' : 'whole-file',
    role: directives.has('checkpoint') ? 'baseline' : 'versioned',
  };
}
