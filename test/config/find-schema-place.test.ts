// A project that nobody configured is checked against its own schema, or not at all.
import { expect, test } from 'vitest';
import { findSchemaPlace } from '../../src/config/find-schema-place.ts';

const CASES: readonly {
  readonly what: string;
  readonly files: readonly string[];
  readonly place: string | undefined;
}[] = [
  { what: 'ordered files', files: ['db/migrations/001.sql'], place: 'db/migrations/' },
  {
    what: 'Prisma',
    files: ['prisma/schema.prisma', 'prisma/migrations/20240101_a/migration.sql'],
    place: 'prisma/migrations/',
  },
  {
    what: 'Prisma in a package',
    files: [
      'packages/db/prisma/migrations/migration_lock.toml',
      'packages/db/prisma/migrations/1_a/migration.sql',
    ],
    place: 'packages/db/prisma/migrations/',
  },
  { what: 'Drizzle', files: ['drizzle/0000_a.sql', 'drizzle/meta/_journal.json'], place: 'drizzle/' },
  {
    what: 'Drizzle elsewhere',
    files: ['apps/web/src/server/out/0000_a.sql', 'apps/web/src/server/out/meta/_journal.json'],
    place: 'apps/web/src/server/out/',
  },
  { what: 'Supabase', files: ['supabase/migrations/20240101000000_a.sql'], place: 'supabase/migrations/' },
  { what: 'Diesel', files: ['diesel.toml', 'migrations/2024-01-01-000000_a/up.sql'], place: 'migrations/' },
  {
    what: 'Graphile Migrate',
    files: ['migrations/committed/000001.sql', 'migrations/current.sql'],
    place: 'migrations/',
  },
  {
    what: 'Flyway, in directories below',
    files: ['src/main/resources/db/migration/2024/V1__a.sql'],
    place: 'src/main/resources/db/migration/',
  },
  {
    what: 'Flyway in a module',
    files: ['orders/src/main/resources/db/migration/V1__a.sql'],
    place: 'orders/src/main/resources/db/migration/',
  },
  {
    what: 'Rails, migrations in Ruby',
    files: ['db/migrate/2024_a.rb', 'db/structure.sql'],
    place: 'db/structure.sql',
  },
  {
    what: 'Atlas elsewhere',
    files: ['ent/migrate/atlas.sum', 'ent/migrate/2024_a.sql'],
    place: 'ent/migrate/',
  },
  {
    what: 'several databases side by side',
    files: ['migrations/mysql/1_a.sql', 'migrations/postgres/1_a.sql', 'migrations/sqlite/1_a.sql'],
    place: 'migrations/postgres/',
  },
  {
    what: 'migrations before the dump that dbmate writes',
    files: ['db/schema.sql', 'db/migrations/1_a.sql'],
    place: 'db/migrations/',
  },
  {
    what: 'a folder called migrations, anywhere',
    files: ['app/sql/migrations/01.00_01_a.sql', 'app/sql/queries.sql', 'app/sql/schema.sql'],
    place: 'app/sql/migrations/',
  },
  {
    what: 'beside those of other databases',
    files: [
      'db/clickhouse/migrations/01_a.sql',
      'db/clickhouse/schema.sql',
      'db/mysql/migrations/01_a/migration.sql',
      'db/postgresql/migrations/01_a/migration.sql',
    ],
    place: 'db/postgresql/migrations/',
  },
  {
    what: 'not those of tests and packages',
    files: [
      'core/db/migrations/1_a.sql',
      'tests/migrations/1_a.sql',
      'node_modules/x/migrations/1_a.sql',
      'web/examples/shop/migrations/1_a.sql',
    ],
    place: 'core/db/migrations/',
  },
  { what: 'a schema.sql, anywhere', files: ['app/sql/schema.sql', 'app/q.sql'], place: 'app/sql/schema.sql' },
  {
    what: 'numbered scripts by themselves',
    files: ['sql/000001.sql', 'sql/000002.sql', 'queries/1_report.sql', 'queries/other.sql'],
    place: 'sql/',
  },
  {
    what: 'nothing, where two folders are called so',
    files: ['billing/migrations/1_a.sql', 'shop/migrations/1_a.sql'],
    place: undefined,
  },
  {
    what: 'nothing, where two packages are as good as each other',
    files: ['a/supabase/migrations/1_a.sql', 'b/supabase/migrations/1_a.sql'],
    place: undefined,
  },
  {
    what: 'nothing, where migrations are code',
    files: ['migrations/001_a.ts', 'migrations/index.ts'],
    place: undefined,
  },
];

test.for(CASES)('$what', ({ files, place }) => {
  expect(findSchemaPlace(files)).toBe(place);
});
