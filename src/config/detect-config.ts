import { type Config, configSchema } from './config-schema.ts';

/** Where projects keep their schema; the first that exists is taken. A directory ends in `/`. */
const SCHEMA_PLACES = [
  'db/migrations/',
  'db/migrate/',
  'database/migrations/',
  'migrations/',
  'sql/migrations/',
  'db/schema.sql',
  'database/schema.sql',
  'sql/schema.sql',
  'schema.sql',
  'db/structure.sql',
] as const;

/** Where projects keep their seed; the first that exists is taken. */
const SEED_PLACES = [
  'db/seed.sql',
  'db/seed.sql.gz',
  'db/seeds.sql',
  'db/seeds/',
  'db/seed/',
  'database/seed.sql',
  'sql/seed.sql',
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
  readonly seedPlace: string | null;
  readonly lookedFor: readonly string[];
}

/** The config of a project without a config file, from the paths of its files (repository-relative). */
export function detectConfig(files: readonly string[]): Detection {
  const has = (place: string) =>
    place.endsWith('/') ? files.some((file) => file.startsWith(place)) : files.includes(place);
  const schemaPlace =
    SCHEMA_PLACES.find((place) =>
      place.endsWith('/') ? files.some((file) => file.startsWith(place) && file.endsWith('.sql')) : has(place),
    ) ?? null;
  const seedPlace = SEED_PLACES.find(has) ?? null;
  const seed = !seedPlace
    ? []
    : seedPlace.endsWith('/')
      ? files.filter((file) => file.startsWith(seedPlace) && SEED_FILE.some((ending) => file.endsWith(ending)))
      : [seedPlace];
  const config = configSchema.parse({ schema: schemaPlace ? [schemaPlace.replace(/\/$/, '')] : [], seed });
  return { config, schemaPlace, seedPlace, lookedFor: [...SCHEMA_PLACES] };
}
