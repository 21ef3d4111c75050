import { findMigrationsAnywhere } from './find-migrations-anywhere.ts';

/** Where projects keep their schema; the first that exists is taken. A directory ends in `/`. */
const PLACES = [
  'prisma/migrations/',
  'supabase/migrations/',
  'drizzle/',
  'db/migrations/',
  'db/migrate/',
  'database/migrations/',
  'migrations/',
  'sql/migrations/',
  'src/main/resources/db/migration/',
  'db/migration/',
  'src/db/migrations/',
  'src/migrations/',
  'db/schema.sql',
  'database/schema.sql',
  'sql/schema.sql',
  'schema.sql',
  'db/structure.sql',
] as const;

/** Where a project of several databases keeps those of this one, in the directory. */
const DIALECT_FOLDERS = ['postgres/', 'postgresql/', 'pg/'] as const;

/** Files that tools keep in their migration directories, and ends of paths that nothing else has. */
const SIGNATURES = [
  { label: '…/meta/_journal.json', directory: /^(.*\/)meta\/_journal\.json$/ },
  { label: '…/migration_lock.toml', directory: /^(.*\/)migration_lock\.toml$/ },
  { label: '…/atlas.sum', directory: /^(.*\/)atlas\.sum$/ },
  { label: '…/supabase/migrations/', directory: /^(.*\/supabase\/migrations\/)[^/]+\.sql$/ },
  {
    label: '…/src/main/resources/db/migration/',
    directory: /^(.*\/src\/main\/resources\/db\/migration\/).+\.sql$/,
  },
] as const;

/** Below a migration directory: a script itself, or one of those that a layout has in directories of their own. */
const MIGRATION = /^(?:[^/]+|[^/]+\/(?:migration|up)|committed\/\d[^/]*|(?:.*\/)?[VBR][^/]*__[^/]*)\.sql$/;

/** Where is looked, for a message. */
export const SCHEMA_PLACES: readonly string[] = [
  ...PLACES,
  ...SIGNATURES.map(({ label }) => label),
  '…/migrations/*.sql',
  '…/schema.sql',
  '…/<number>….sql',
];

/**
 * Where a project keeps its schema, from the paths of its files: where most projects have it, else the one directory
 * that a tool's own file tells, else the one whose name tells. Undefined when there is none, or several.
 */
export function findSchemaPlace(files: readonly string[]): string | undefined {
  const holdsMigrations = (place: string) =>
    files.some((file) => file.startsWith(place) && MIGRATION.test(file.slice(place.length)));
  for (const place of PLACES) {
    if (!place.endsWith('/')) {
      if (files.includes(place)) return place;
      continue;
    }
    const own = DIALECT_FOLDERS.map((folder) => `${place}${folder}`).find(holdsMigrations);
    if (own !== undefined) return own;
    if (holdsMigrations(place)) return place;
  }
  for (const { directory } of SIGNATURES) {
    const found = new Set(files.flatMap((file) => directory.exec(file)?.[1] ?? []));
    const [only] = [...found].filter(
      (place) => !place.split('/').includes('node_modules') && holdsMigrations(place),
    );
    if (only !== undefined && found.size === 1) return only;
  }
  const [only, ...others] = findSchemaCandidates(files);
  return others.length === 0 ? only : undefined;
}

/** Where a schema may be by the names alone, for a message when there is more than one. */
export function findSchemaCandidates(files: readonly string[]): readonly string[] {
  return findMigrationsAnywhere(files, (path) => MIGRATION.test(path));
}
