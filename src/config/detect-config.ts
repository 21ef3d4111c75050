import type { DeclaredQueries } from '../sql/conventions/declared-queries.ts';
import { type Config, configSchema } from './config-schema.ts';
import { findSchemaCandidates, findSchemaPlace, SCHEMA_PLACES } from './find-schema-place.ts';

/** Where projects keep their seed; the first that exists is taken. */
const SEED_PLACES = [
  'db/seed.sql',
  'db/seed.sql.gz',
  'db/seeds.sql',
  'db/seeds/',
  'db/seed/',
  'database/seed.sql',
  'sql/seed.sql',
  'supabase/seed.sql',
  'prisma/seed.sql',
  'seeds/',
  'seed.sql',
  'seed.sql.gz',
] as const;

/** Files of a seed directory that can be loaded. */
const SEED_FILE = ['.sql', '.sql.gz', '.csv', '.csv.gz'] as const;

/** What was detected, and where was looked. */
export interface Detection {
  readonly config: Config;
  /** Null when no place held a schema. */
  readonly schemaPlace: string | null;
  /** Where a schema may be, when several places are as good as each other. */
  readonly candidates: readonly string[];
  readonly seedPlace: string | null;
  /** What the configs of sqlc and pgtyped say about query files. */
  readonly declared: readonly DeclaredQueries[];
  readonly lookedFor: readonly string[];
}

/**
 * The config of a project without a config file, from the paths of its files and from what the configs of its tools say,
 * both relative to the project. A schema that sqlc names is taken before one that stands where many projects have theirs.
 */
export function detectConfig(files: readonly string[], declared: readonly DeclaredQueries[] = []): Detection {
  const has = (place: string) =>
    place.endsWith('/') ? files.some((file) => file.startsWith(place)) : files.includes(place);
  const holdsSql = (place: string) =>
    place.endsWith('/') ? files.some((file) => file.startsWith(place) && file.endsWith('.sql')) : has(place);
  const named = declared.find(({ database, schema }) => database === 'PostgreSQL' && schema.length > 0);
  const schemaPaths = named?.schema.every((path) => holdsSql(path) || holdsSql(`${path}/`)) ? named.schema : [];
  const schemaPlace = schemaPaths[0] ?? findSchemaPlace(files) ?? null;
  const seedPlace = SEED_PLACES.find(has) ?? null;
  const seed = !seedPlace
    ? []
    : seedPlace.endsWith('/')
      ? files.filter((file) => file.startsWith(seedPlace) && SEED_FILE.some((ending) => file.endsWith(ending)))
      : [seedPlace];
  const schema = schemaPaths.length > 0 || !schemaPlace ? schemaPaths : [schemaPlace.replace(/\/$/, '')];
  const config = configSchema.parse({ schema, seed });
  const candidates = schemaPlace === null ? findSchemaCandidates(files) : [];
  return { config, schemaPlace, candidates, seedPlace, declared, lookedFor: ['sqlc.yaml', ...SCHEMA_PLACES] };
}
