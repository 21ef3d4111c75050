import { posix } from 'node:path';
import type { MigrationTransaction, Placeholder } from '../data-step.ts';
import { compareNames } from './compare-versions.ts';
import { layoutError } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';

/** `V1_2__add_orders.sql` and `B1.2__all.sql`; U is an undo, which is never run. */
const VERSIONED = /^(?<prefix>[VB])(?<version>\d+(?:[._]\d+)*)__.*\.sql$/;
const REPEATABLE = /^R__(?<description>.*)\.sql$/;
const PLACEHOLDER = /\$\{(?<name>[^}]+)\}/g;

/** `flyway migrate`, for migrations written in SQL, in the directory and in those below it. */
export const flyway: MigrationLayout = {
  name: 'flyway',
  tool: 'Flyway',
  looksLike: '`V<version>__<name>.sql`, `R__<name>.sql`, `U…`, `B…`, in directories of any depth',
  order:
    'by version, part by part; then repeatable ones by name, again whenever they change; a new database starts at the last `B…`',
  transactions:
    'one for each migration; none if a statement can’t run in one or `<file>.conf` has `executeInTransaction=false`',
  command: 'flyway -locations=filesystem:<directory> migrate',
  detect: ({ files }) => files.some((file) => isMigration(posix.basename(file))),
  async list(folder) {
    const migrations: MigrationFile[] = [];
    for (const file of inOrder(folder.files)) migrations.push(await readMigration(folder, file));
    return migrations;
  },
};

function isMigration(name: string): boolean {
  return VERSIONED.test(name) || REPEATABLE.test(name);
}

function inOrder(files: readonly string[]): readonly string[] {
  const named = files.map((file) => ({ file, name: posix.basename(file) }));
  const versioned = named
    .flatMap(({ file, name }) => {
      const { version, prefix } = VERSIONED.exec(name)?.groups ?? {};
      return version === undefined ? [] : [{ file, parts: version.split(/[._]/).map(BigInt), prefix }];
    })
    // A baseline stands for the migration of its own version too.
    .toSorted((a, b) => compareParts(a.parts, b.parts) || compareNames(b.prefix ?? '', a.prefix ?? ''));
  const repeatable = named
    .flatMap(({ file, name }) => {
      const description = REPEATABLE.exec(name)?.groups?.['description'];
      return description === undefined ? [] : [{ file, description }];
    })
    .toSorted((a, b) => compareNames(a.description, b.description));
  return [...versioned, ...repeatable].map(({ file }) => file);
}

/** 1, 1.0 and 1_0 are the same version. */
function compareParts(a: readonly bigint[], b: readonly bigint[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at] ?? 0n, b[at] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

async function readMigration(folder: MigrationFolder, file: string): Promise<MigrationFile> {
  const name = posix.basename(file);
  const placeholders = findPlaceholders(folder, file, await folder.lines(file));
  return {
    file,
    transaction: await transactionOf(folder, file),
    role: REPEATABLE.test(name) ? 'repeatable' : name.startsWith('B') ? 'baseline' : 'versioned',
    ...(placeholders.length > 0 ? { placeholders } : {}),
  };
}

async function transactionOf(folder: MigrationFolder, file: string): Promise<MigrationTransaction> {
  const settings = `${file}.conf`;
  if (!folder.files.includes(settings)) return 'where-possible';
  const lines = await folder.lines(settings);
  const off = lines.some((line) => /^\s*executeInTransaction\s*=\s*false\s*$/.test(line));
  return off ? 'each-statement' : 'where-possible';
}

/** Flyway replaces `${name}` wherever it stands, and refuses a name that it does not know. Case does not matter. */
function findPlaceholders(
  folder: MigrationFolder,
  file: string,
  lines: readonly string[],
): readonly Placeholder[] {
  const known = new Map<string, Placeholder['value']>([
    ['flyway:database', { of: 'database' }],
    ['flyway:user', { of: 'user' }],
    ['flyway:defaultschema', { text: 'public' }],
    ['flyway:filename', { text: posix.basename(file) }],
    ['flyway:table', { text: 'flyway_schema_history' }],
    ...Object.entries(folder.placeholders).map(([name, text]) => [name.toLowerCase(), { text }] as const),
  ]);
  const found = new Map<string, Placeholder>();
  for (const [at, line] of lines.entries()) {
    for (const { 0: token, groups } of line.matchAll(PLACEHOLDER)) {
      const name = groups?.['name'] ?? '';
      const value = known.get(name.toLowerCase());
      if (value === undefined) {
        const hint = `Give it in the config: { path: ${folder.path}, placeholders: { ${name}: … } }; \`${token}\` keeps it as it stands.`;
        throw layoutError(folder, file, at + 1, `no value for the placeholder ${token}`, hint);
      }
      found.set(token, { token, value });
    }
  }
  return [...found.values()];
}
