import type { LineRange, Placeholder } from '../data-step.ts';
import { compareNames, compareVersions } from './compare-versions.ts';
import { layoutError } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';

const COMMITTED = /^(?:committed\/)?\d+(?:-[-_a-zA-Z0-9]*)?\.sql$/;
const CURRENT = /^current(?:\/\d+(?:-[-_a-zA-Z0-9]*)?)?\.sql$/;
const HEADER = /^--! [A-Z][a-zA-Z0-9_]*(?::|$)/;

/** `graphile-migrate migrate`, and `watch --once` for the migration that is not committed yet. */
export const graphileMigrate: MigrationLayout = {
  name: 'graphile-migrate',
  tool: 'Graphile Migrate',
  looksLike: '`committed/<number>.sql`, `current.sql` or `current/<number>-<name>.sql`',
  order: 'by number; then the current one, again whenever it changes',
  transactions: 'one for each migration; with `--! no-transaction` none, if it is a single statement',
  command: 'npx graphile-migrate migrate',
  detect: (folder) => scriptsOf(folder).length > 0 && isGraphile(folder),
  async list(folder) {
    const migrations: MigrationFile[] = [];
    for (const file of scriptsOf(folder))
      migrations.push(readMigration(folder, file, await folder.lines(file)));
    return migrations;
  },
};

/** The directory itself, or its `committed`. A `current.sql` beside other scripts may be anybody's. */
function isGraphile({ path, files }: MigrationFolder): boolean {
  if (/(^|\/)committed$/.test(path) || files.some((file) => /^committed\/\d/.test(file))) return true;
  const scripts = files.filter((file) => file.endsWith('.sql'));
  return scripts.every((file) => CURRENT.test(file));
}

function scriptsOf({ files }: MigrationFolder): readonly string[] {
  const inside = files.some((file) => file.startsWith('committed/') || CURRENT.test(file));
  const committed = files.filter((file) => COMMITTED.test(file) && file.startsWith('committed/') === inside);
  return [
    ...committed.toSorted(compareNames),
    ...files
      .filter((file) => CURRENT.test(file))
      .toSorted((a, b) => compareVersions(a.replace('current/', ''), b.replace('current/', ''))),
  ];
}

function readMigration(folder: MigrationFolder, file: string, lines: readonly string[]): MigrationFile {
  const include = lines.findIndex((line) => /^--!\s*include\b/.test(line));
  if (include >= 0) {
    throw layoutError(
      folder,
      file,
      include + 1,
      '`--! include` is not read',
      'Commit the migration, which writes the file into it, or list { command: … } that calls graphile-migrate.',
    );
  }
  const body = bodyOf(lines);
  const noTransaction = /^--!\s*no-transaction\b/.test(lines[body.first - 1] ?? '');
  return {
    file,
    parts: [body],
    transaction: noTransaction ? 'unless-alone' : 'whole-file',
    role: CURRENT.test(file) ? 'repeatable' : 'versioned',
    placeholders: placeholdersOf(folder),
  };
}

/** Behind the headers, which hold the hash of the migration before it. */
function bodyOf(lines: readonly string[]): LineRange {
  const headers = lines.findIndex((line) => !HEADER.test(line));
  const start = lines.findIndex((line, at) => at >= Math.max(0, headers) && line.trim() !== '');
  return { first: (start < 0 ? 0 : start) + 1, last: lines.length };
}

function placeholdersOf({ placeholders }: MigrationFolder): readonly Placeholder[] {
  return [
    { token: ':DATABASE_NAME', value: { of: 'database' } },
    { token: ':DATABASE_OWNER', value: { of: 'user' } },
    ...Object.entries(placeholders).map(([name, text]) => ({
      token: name.startsWith(':') ? name : `:${name}`,
      value: { text },
    })),
  ];
}
