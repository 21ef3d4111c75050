import { expect, test } from 'vitest';
import { findDeclaredQueries } from '../../../src/sql/conventions/declared-queries.ts';

const find = (files: Readonly<Record<string, string>>) =>
  findDeclaredQueries({
    files: () => Object.keys(files),
    read: async (path) => Buffer.from(files[path] ?? ''),
  });

test('sqlc, version 1: the engine is PostgreSQL when nothing is said', async () => {
  const yaml =
    'version: "1"\npackages:\n  - path: db\n    queries: ./query/\n    schema: [schema.sql, ../common]\n';
  expect(await find({ 'api/sqlc.yaml': yaml })).toEqual([
    {
      file: 'api/sqlc.yaml',
      database: 'PostgreSQL',
      queries: ['api/query'],
      schema: ['api/schema.sql', 'common'],
    },
  ]);
});

test('sqlc, version 2: one entry a set, each with its engine', async () => {
  const yaml = `version: "2"
sql:
  - { engine: mysql, queries: [a, "b/*.sql"], schema: s }
  - { engine: sqlite, queries: ".", schema: s }
  - { engine: duckdb, queries: d }
`;
  const found = await find({ 'sqlc.yml': yaml });
  expect(found.map(({ database, queries }) => [database, ...queries])).toEqual([
    ['MySQL', 'a', 'b/*.sql'],
    ['SQLite', '.'],
    ['duckdb', 'd'],
  ]);
});

test('pgtyped: its queries, relative to its folder', async () => {
  const json = JSON.stringify({
    transforms: [
      { mode: 'sql', include: '**/*.sql', emitTemplate: 'x' },
      { mode: 'ts', include: '**/*.ts' },
    ],
    srcDir: './src/',
  });
  expect(await find({ 'api/config.json': json })).toEqual([
    { file: 'api/config.json', database: 'PostgreSQL', queries: ['api/src/**/*.sql'], schema: [] },
  ]);
});

test.each([
  ['no YAML', { 'sqlc.yaml': '{ unclosed' }],
  ['of another shape', { 'sqlc.yaml': 'sql: 42' }],
  ['empty', { 'sqlc.json': '' }],
  ['some other config.json', { 'config.json': '{"srcDir": "x"}' }],
  ['of a vendored package', { 'node_modules/x/sqlc.yaml': 'sql: [{ queries: a }]' }],
  ['out of the repository', { 'sqlc.yaml': 'sql: [{ engine: mysql, queries: ../../etc }]' }],
])('a config that is %s says nothing', async (_, files) => {
  expect((await find(files as Record<string, string>)).flatMap(({ queries }) => queries)).toEqual([]);
});
