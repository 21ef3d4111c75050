// What a tool would refuse, or only a tool could run, is told with its file and line before a server is started.
import { expect, test } from 'vitest';
import { planMigrations } from '../../../src/data/plan-migrations.ts';
import { treeOfNames } from '../tree-of-names.ts';

const REFUSED: readonly {
  readonly what: string;
  readonly layout?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: RegExp;
  readonly code: string;
}[] = [
  {
    what: 'a statement before the marker',
    files: { '1_a.sql': '-- a\nSELECT 1;\n-- migrate:up\nSELECT 2;' },
    says: /^m\/1_a\.sql:2 \(head\): a statement stands before `-- migrate:up`/,
    code: 'schema-layout',
  },
  {
    what: 'a file of dbmate without a marker',
    files: { '1_a.sql': '-- migrate:up\nSELECT 1;', '2_b.sql': '' },
    says: /^m\/2_b\.sql:1 \(head\): there is no line `-- migrate:up`/,
    code: 'schema-layout',
  },
  {
    what: 'a file of goose without an annotation',
    files: { '1_a.sql': '-- +goose Up\nSELECT 1;', '2_b.sql': 'SELECT 2;' },
    says: /^m\/2_b\.sql:1 .*`-- \+goose Up`/,
    code: 'schema-layout',
  },
  {
    what: 'an annotation that goose does not have',
    files: { '1_a.sql': '-- +goose Up\n-- +goose StatmentBegin\nSELECT 1;' },
    says: /^m\/1_a\.sql:2 .*`statmentbegin`/,
    code: 'schema-layout',
  },
  {
    what: 'environment variables in a migration of goose',
    files: { '1_a.sql': '-- +goose ENVSUB ON\n-- +goose Up\nSELECT 1;' },
    says: /^m\/1_a\.sql:1 .*environment variables/,
    code: 'schema-layout',
  },
  {
    what: 'a placeholder of Flyway without a value',
    files: { 'V1__a.sql': `SELECT 1;\nCREATE TABLE \${App_Schema}.t ();` },
    says: /^m\/V1__a\.sql:2 .*\$\{App_Schema\}/,
    code: 'schema-layout',
  },
  {
    what: 'an entry of the journal without a file',
    files: { 'meta/_journal.json': '{\n "entries": [\n  { "tag": "0000_a" }] }' },
    says: /^m\/meta\/_journal\.json:3 .*0000_a\.sql/,
    code: 'schema-layout',
  },
  {
    what: 'a journal that is none',
    files: { 'meta/_journal.json': '<<<<<<< HEAD', '0000_a.sql': '' },
    says: /^m\/meta\/_journal\.json:1 .*not a journal/,
    code: 'schema-layout',
  },
  {
    what: 'a journal of another database',
    files: { 'meta/_journal.json': '{ "dialect": "mysql", "entries": [] }', '0000_a.sql': '' },
    says: /^m\/meta\/_journal\.json:1 .*mysql/,
    code: 'schema-layout',
  },
  {
    what: 'migrations of Prisma for another database',
    files: { 'migration_lock.toml': 'provider = "sqlite"', 'a/migration.sql': '' },
    says: /^m\/migration_lock\.toml:1 .*sqlite/,
    code: 'schema-layout',
  },
  {
    what: 'a directive of Atlas that changes how a file is cut',
    files: { 'atlas.sum': '', '1_a.sql': '-- atlas:delimiter \\n\\n\nSELECT 1' },
    says: /^m\/1_a\.sql:1 .*atlas:delimiter/,
    code: 'schema-layout',
  },
  {
    what: 'a file that Graphile Migrate would read into another',
    files: { 'committed/000001.sql': 'SELECT 1;', 'current.sql': 'SELECT 1;\n--! include a.sql' },
    says: /^m\/current\.sql:2 .*include/,
    code: 'schema-layout',
  },
  {
    what: 'TOML that is none',
    files: { '1_a/up.sql': '', '1_a/metadata.toml': 'a = 1\nrun_in_transaction =\n' },
    says: /^m\/1_a\/metadata\.toml:2 .*TOML/,
    code: 'schema-layout',
  },
  {
    what: 'a migration in code among scripts',
    files: { '1_a.sql': 'SELECT 1', '2_b.ts': '' },
    says: /schema\[0\]: m\/2_b\.ts \(head\) is a migration written in code/,
    code: 'config-code-migrations',
  },
  {
    what: 'a Java migration of Flyway',
    files: { 'V1__a.sql': '', 'V2__b.java': '' },
    says: /m\/V2__b\.java/,
    code: 'config-code-migrations',
  },
  {
    what: 'a layout that there is not',
    layout: 'flywya',
    files: { '1_a.sql': '' },
    says: /schema\[0\]: there is no layout `flywya`/,
    code: 'config-layout',
  },
];

test.for(REFUSED)('$what', async ({ layout, files, says, code }) => {
  const tree = treeOfNames(
    'head',
    Object.fromEntries(Object.entries(files).map(([file, text]) => [`m/${file}`, text])),
  );
  const failure = planMigrations(tree, { path: 'm', layout }, 'schema[0]');
  await expect(failure).rejects.toThrow(says);
  await expect(failure).rejects.toMatchObject({ code });
});
