// How the two databases come about decides whether a difference is the change's doing or an accident of building.
import { expect, test } from 'vitest';
import { compareSides } from '../../src/data/compare-sides.ts';
import type { DataEntry } from '../../src/data/data-step.ts';
import { ConfigError } from '../../src/errors.ts';
import { treeOfNames } from './tree-of-names.ts';

const SCHEMA = ['db/migrations'];
const BASE = {
  'db/migrations/001.sql': 'a',
  'db/migrations/002.sql': 'b',
  'db/seed.sql': 's',
  'README.md': 'r',
};

interface Case {
  readonly what: string;
  readonly base?: Readonly<Record<string, string>>;
  readonly head: Readonly<Record<string, string>>;
  readonly schema?: readonly DataEntry[];
  readonly seed?: readonly DataEntry[];
  readonly how: string;
  readonly reasons?: readonly string[];
  readonly added?: readonly string[];
  readonly seedChanged?: boolean;
}

const APART = ': each side is built from its own tree';

const FLYWAY = { 'db/migrations/V1__a.sql': 'a', 'db/migrations/R__view.sql': 'v', 'db/seed.sql': 's' };
const GRAPHILE = {
  'db/migrations/committed/000001.sql': '--! Previous: -\n--! Hash: sha1:1\n\nSELECT 1;\n',
  'db/migrations/current.sql': '-- Enter migration here\n',
  'db/seed.sql': 's',
};

const CASES: readonly Case[] = [
  { what: 'nothing of schema and seed changed', head: { ...BASE, 'README.md': 'r2' }, how: 'one-database' },
  {
    what: 'a migration was added at the end',
    head: { ...BASE, 'db/migrations/003.sql': 'c' },
    how: 'head-adds-migrations',
    added: ['db/migrations/003.sql'],
  },
  {
    what: 'two migrations were added, in the order of their numbers',
    head: { ...BASE, 'db/migrations/10.sql': 'd', 'db/migrations/9.sql': 'c' },
    how: 'head-adds-migrations',
    added: ['db/migrations/9.sql', 'db/migrations/10.sql'],
  },
  {
    what: 'a migration was renamed and kept its place',
    head: { 'db/migrations/001_first.sql': 'a', 'db/migrations/002.sql': 'b', 'db/seed.sql': 's' },
    how: 'one-database',
  },
  {
    what: 'a migration was edited in place',
    head: { ...BASE, 'db/migrations/002.sql': 'b2' },
    how: 'built-apart',
    reasons: [`migration 002.sql was edited in place${APART}`],
  },
  {
    what: 'a migration was inserted between two',
    head: {
      'db/migrations/001.sql': 'a',
      'db/migrations/002.sql': 'x',
      'db/migrations/003.sql': 'b',
      'db/seed.sql': 's',
    },
    base: { 'db/migrations/001.sql': 'a', 'db/migrations/003.sql': 'b', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`migration 002.sql was inserted before 003.sql${APART}`],
  },
  {
    what: 'a migration is gone',
    head: { 'db/migrations/001.sql': 'a', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`migration 002.sql is gone${APART}`],
  },
  {
    what: 'the seed changed',
    head: { ...BASE, 'db/seed.sql': 's2' },
    how: 'built-apart',
    reasons: [`db/seed.sql changed${APART}`],
    seedChanged: true,
  },
  {
    what: 'the seed changed and a migration was added',
    head: { ...BASE, 'db/seed.sql': 's2', 'db/migrations/003.sql': 'c' },
    how: 'built-apart',
    reasons: [`db/seed.sql changed${APART}`],
    seedChanged: true,
  },
  {
    what: 'the seed is new',
    base: { 'db/migrations/001.sql': 'a' },
    head: { 'db/migrations/001.sql': 'a', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`db/seed.sql is new${APART}`],
    seedChanged: true,
  },
  {
    what: 'a schema file changed',
    schema: ['db/schema.sql'],
    base: { 'db/schema.sql': '1', 'db/seed.sql': 's' },
    head: { 'db/schema.sql': '2', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`db/schema.sql changed${APART}`],
  },
  {
    what: 'base has no schema',
    base: { 'README.md': '' },
    head: BASE,
    how: 'built-apart',
    reasons: [`base has no schema files${APART}`, `db/seed.sql is new${APART}`],
    seedChanged: true,
  },
  {
    what: 'a command, and no file changed that it reads',
    schema: [{ command: 'make db', reads: ['db', '*.lock'] }],
    head: { ...BASE, 'README.md': 'r2', 'other/a.lock': 'x' },
    how: 'one-database',
  },
  {
    what: 'a command, and a file changed that it reads',
    schema: [{ command: 'make db', reads: ['*.lock', 'db/**/*.sql'] }],
    head: { ...BASE, 'db/migrations/002.sql': 'b2' },
    how: 'built-apart',
    reasons: [`\`make db\` reads db/migrations/002.sql, which changed${APART}`],
  },
  {
    what: 'a command, and a new file in a folder that it reads',
    schema: [{ command: 'make db', reads: ['db/'] }],
    head: { ...BASE, 'db/new.mjs': 'x' },
    how: 'built-apart',
    reasons: [`\`make db\` reads db/new.mjs, which changed${APART}`],
  },
  { what: 'a command, and no file changed', schema: [{ command: 'make db' }], head: BASE, how: 'one-database' },
  {
    what: 'a command, and some file changed',
    schema: [{ command: 'make db' }],
    head: { ...BASE, 'README.md': 'x' },
    how: 'built-apart',
    reasons: [`\`make db\` may read files that the change touches${APART}`],
  },
  {
    what: 'only up files are migrations',
    base: { 'db/migrations/1.up.sql': 'a', 'db/migrations/1.down.sql': 'b', 'db/seed.sql': 's' },
    head: {
      'db/migrations/1.up.sql': 'a',
      'db/migrations/1.down.sql': 'changed',
      'db/migrations/2.up.sql': 'c',
      'db/migrations/2.down.sql': 'd',
      'db/seed.sql': 's',
    },
    how: 'head-adds-migrations',
    added: ['db/migrations/2.up.sql'],
  },
  {
    what: 'only the down part of a migration changed',
    base: { 'db/migrations/1.sql': '-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;', 'db/seed.sql': 's' },
    head: { 'db/migrations/1.sql': '-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 3;', 'db/seed.sql': 's' },
    how: 'one-database',
  },
  {
    what: 'the up part of a migration changed',
    base: { 'db/migrations/1.sql': '-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;', 'db/seed.sql': 's' },
    head: { 'db/migrations/1.sql': '-- migrate:up\nSELECT 4;\n-- migrate:down\nSELECT 2;', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`migration 1.sql was edited in place${APART}`],
  },
  {
    what: 'a migration in a directory of its own was edited in place, and is named by it',
    base: { 'db/migrations/1_a/migration.sql': 'a', 'db/seed.sql': 's' },
    head: { 'db/migrations/1_a/migration.sql': 'a2', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`migration 1_a/migration.sql was edited in place${APART}`],
  },
  {
    what: 'a repeatable migration changed, one came, one went, and a version was added',
    base: { ...FLYWAY, 'db/migrations/R__gone.sql': 'g' },
    head: {
      ...FLYWAY,
      'db/migrations/V2__b.sql': 'b',
      'db/migrations/R__new.sql': 'n',
      'db/migrations/R__view.sql': 'v2',
    },
    how: 'head-adds-migrations',
    added: ['db/migrations/V2__b.sql', 'db/migrations/R__new.sql', 'db/migrations/R__view.sql'],
  },
  {
    what: 'a baseline was added: a database that is not empty passes it by',
    base: FLYWAY,
    head: { ...FLYWAY, 'db/migrations/B1__all.sql': 'all', 'db/migrations/V2__b.sql': 'b' },
    how: 'head-adds-migrations',
    added: ['db/migrations/V2__b.sql'],
  },
  {
    what: 'a baseline took the place of what it stands for',
    base: FLYWAY,
    head: { 'db/migrations/B1__all.sql': 'all', 'db/migrations/R__view.sql': 'v', 'db/seed.sql': 's' },
    how: 'built-apart',
    reasons: [`migration V1__a.sql is gone${APART}`],
  },
  {
    what: 'a baseline was edited in place',
    base: { ...FLYWAY, 'db/migrations/B1__all.sql': 'all' },
    head: { ...FLYWAY, 'db/migrations/B1__all.sql': 'all2' },
    how: 'built-apart',
    reasons: [`migration B1__all.sql was edited in place${APART}`],
  },
  {
    what: 'the current migration was written',
    base: GRAPHILE,
    head: { ...GRAPHILE, 'db/migrations/current.sql': 'SELECT 2;' },
    how: 'head-adds-migrations',
    added: ['db/migrations/current.sql'],
  },
  {
    what: 'the current migration was committed as it stands: base has run it already',
    base: { ...GRAPHILE, 'db/migrations/current.sql': 'SELECT 2;\n' },
    head: {
      ...GRAPHILE,
      'db/migrations/committed/000002.sql': '--! Previous: sha1:1\n--! Hash: sha1:2\n\nSELECT 2;\n',
    },
    how: 'one-database',
  },
];

test.for(CASES)(
  '$what: $how',
  async ({
    base = BASE,
    head,
    schema = SCHEMA,
    seed = ['db/seed.sql'],
    how,
    reasons = [],
    added = [],
    seedChanged = false,
  }) => {
    const compared = await compareSides(treeOfNames('base', base), treeOfNames('head', head), { schema, seed });
    expect(compared).toMatchObject({ how, reasons, seedChanged });
    expect(compared.added.map(({ path }) => path)).toEqual(added);
  },
);

const ERRORS: readonly {
  readonly what: string;
  readonly schema: readonly DataEntry[];
  readonly seed?: readonly DataEntry[];
  readonly says: RegExp;
}[] = [
  {
    what: 'a path that is not there',
    schema: ['db/migration'],
    says: /schema\[0\]: db\/migration is not in the head tree/,
  },
  {
    what: 'a seed that is not there',
    schema: SCHEMA,
    seed: ['db/seed.sql', 'db/cities.csv'],
    says: /seed\[1\]: db\/cities\.csv/,
  },
  {
    what: 'a directory whose files are deeper',
    schema: ['.'],
    says: /schema\[0\]: the directory \. has no \.sql file of its own/,
  },
  {
    what: 'a file of another kind',
    schema: ['README.md'],
    says: /schema\[0\]: README\.md is neither a script nor a table/,
  },
];

test.for(ERRORS)('$what is an error that names the key', async ({ schema, seed = [], says }) => {
  const head = { 'db/migrations/001.sql': 'a', 'db/seed.sql': 's', 'README.md': '' };
  const compare = () => compareSides(treeOfNames('base', {}), treeOfNames('head', head), { schema, seed });
  await expect(compare()).rejects.toThrow(says);
  await expect(compare()).rejects.toBeInstanceOf(ConfigError);
});
