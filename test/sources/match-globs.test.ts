import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config-schema.ts';
import { queryGlobs } from '../../src/config/query-globs.ts';
import { languages } from '../../src/sources/code/languages/index.ts';
import { matchGlobs } from '../../src/sources/match-globs.ts';

/** Which paths a config lets through. */
function chosen(queries: object, paths: readonly string[], schema: readonly string[] = []): readonly string[] {
  return paths.filter(matchGlobs(queryGlobs(configSchema.parse({ queries, schema }))));
}

test('by default every language that is read, and SQL, is searched', () => {
  const extensions = ['.sql', ...languages.flatMap((language) => language.extensions)];
  const paths = extensions.map((extension) => `src/orders${extension}`);
  expect(chosen({}, paths)).toEqual(paths);
  expect(chosen({}, ['src/orders.md', 'src/orders.ts.bak', 'orders'])).toEqual([]);
});

const PRODUCTION = [
  'main.go',
  'app/orders.py',
  'src/latest.ts',
  'src/contest.py',
  'internal/seeding/plan.go',
  'src/Auditor.java',
  'db/queries/orders.sql',
  'src/spec.ts',
  'lib/testing-library.rb',
];
const LEFT_OUT = [
  'node_modules/pg/lib/index.js',
  'packages/api/node_modules/x/a.js',
  'vendor/github.com/lib/pq/conn.go',
  'dist/app.js',
  'web/dist/app.js',
  'target/debug/build.rs',
  'public/app.min.js',
  'src/types.d.ts',
  'db/query.sql.go',
  'api/orders_pb2.py',
  'src/__tests__/orders.ts',
  'src/orders.test.ts',
  'src/orders.spec.ts',
  'store/orders_test.go',
  'tests/test_orders.py',
  'app/test_orders.py',
  'spec/models/order_spec.rb',
  'src/test/java/shop/OrdersIT.java',
  'src/main/java/shop/OrdersTest.java',
  'Shop.Tests/Orders.cs',
  'db/migrations/001.ts',
  'src/migrations/1.sql',
  'db/migrate/001_create.rb',
  'alembic/versions/1.py',
  'db/seeds.rb',
  'prisma/seed.ts',
];

test('by default what is not run in production is left out', () => {
  expect(chosen({}, [...PRODUCTION, ...LEFT_OUT])).toEqual(PRODUCTION);
});

const cases: readonly (readonly [string, object, readonly string[], readonly string[]])[] = [
  [
    'a folder that is named',
    { include: ['tests/**'] },
    ['tests/a.sql', 'tests/dist/a.ts', 'src/a.ts'],
    ['tests/a.sql'],
  ],
  ['a file that is named', { include: ['dist/app.js'] }, ['dist/app.js', 'dist/b.js'], ['dist/app.js']],
  ['a folder by its path', { include: ['dist'] }, ['dist/app.js', 'dist/vendor/b.js'], ['dist/app.js']],
  ['one folder of many', { include: ['src/**', 'dist/*.js'] }, ['dist/a.js', 'src/dist/a.js'], ['dist/a.js']],
  [
    'what exclude lets through again',
    { exclude: ['src/**', '!src/**/*.test.ts'] },
    ['src/a.ts', 'src/a.test.ts', 'lib/a.test.ts', 'lib/a.ts'],
    ['src/a.test.ts', 'lib/a.ts'],
  ],
  ['the last word', { exclude: ['!**', 'old/**'] }, ['old/a.ts', 'dist/a.ts'], ['dist/a.ts']],
  ['a hidden folder', {}, ['.scripts/a.ts', '.venv/lib/a.py'], ['.scripts/a.ts']],
];
test.each(cases)('let through: %s', (_, queries, paths, expected) => {
  expect(chosen(queries, paths)).toEqual(expected);
});

test('schema stays out, even where everything is let through', () => {
  expect(chosen({ exclude: ['!**'] }, ['db/!/1.sql', 'a.sql'], ['db/!'])).toEqual(['a.sql']);
});
