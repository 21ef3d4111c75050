// Which migrations a tool would run, in which order, and which lines of them: each case is one that a tool has a rule for.
import { expect, test } from 'vitest';
import type { MigrationTransaction } from '../../../src/data/data-step.ts';
import { detectLayout } from '../../../src/data/layouts/detect-layout.ts';
import { openMigrationFolder } from '../../../src/data/layouts/open-migration-folder.ts';
import { planMigrations } from '../../../src/data/plan-migrations.ts';
import { treeOfNames } from '../tree-of-names.ts';

const text = (...lines: readonly string[]) => lines.join('\n');

interface Case {
  readonly what: string;
  readonly layout: string;
  /** By path in the directory `m`. */
  readonly files: Readonly<Record<string, string>>;
  /** What an empty database gets: the file and the lines that run; no lines are the whole file. */
  readonly runs: readonly (readonly [file: string, ...lines: readonly string[]])[];
  readonly transactions?: readonly MigrationTransaction[];
  readonly path?: string;
}

const CASES: readonly Case[] = [
  {
    what: 'names are text: 10 comes before 9',
    layout: 'dbmate',
    files: {
      '9_b.sql': '-- migrate:up\nSELECT 9',
      '10_a.sql': '-- migrate:up\nSELECT 10',
      'x.sql': 'SELECT 0',
    },
    runs: [
      ['10_a.sql', '2-2'],
      ['9_b.sql', '2-2'],
    ],
  },
  {
    what: 'a comment above, options, and an indented marker, which is none',
    layout: 'dbmate',
    files: {
      '1.sql': text(
        '-- about',
        '',
        '--migrate:up transaction:false',
        'SELECT 1;',
        '  -- migrate:down',
        'SELECT 2;',
        '-- migrate:down',
        'DROP',
      ),
    },
    runs: [['1.sql', '4-6']],
    transactions: ['unless-alone'],
  },
  {
    what: 'several up blocks',
    layout: 'dbmate',
    files: {
      '1.sql': text(
        '-- migrate:up',
        'SELECT 1;',
        '-- migrate:down',
        'x',
        '-- migrate:up transaction:false',
        'SELECT 2;',
        '-- migrate:down',
      ),
    },
    runs: [
      ['1.sql', '2-2'],
      ['1.sql', '6-6'],
    ],
    transactions: ['whole-file', 'unless-alone'],
  },
  {
    what: 'an up part that only holds a comment is no migration',
    layout: 'dbmate',
    files: {
      '1.sql': '-- migrate:up\n-- soon\n\n-- migrate:down\nDROP TABLE t',
      '2.sql': '-- migrate:up\nSELECT 1',
    },
    runs: [['2.sql', '2-2']],
  },
  {
    what: 'line ends of Windows, and a byte-order mark',
    layout: 'dbmate',
    files: { '1.sql': '\uFEFF-- migrate:up\r\nSELECT 1;\r\n-- migrate:down\r\nDROP TABLE t;\r\n' },
    runs: [['1.sql', '2-2']],
  },
  {
    what: 'versions are numbers; case and space of annotations do not matter',
    layout: 'goose',
    files: {
      '10_b.sql': '--+goose up\nSELECT 10;',
      '9_a.sql': '--   +goose Up  \nSELECT 9;',
      'fix.sql': 'SELECT 0',
    },
    runs: [
      ['9_a.sql', '2-2'],
      ['10_b.sql', '2-2'],
    ],
  },
  {
    what: 'blocks end statements without a semicolon; down blocks are left out',
    layout: 'goose',
    files: {
      '1_a.sql': text(
        '-- +goose NO TRANSACTION',
        '-- +goose Up',
        'SELECT 1;',
        '-- +goose StatementBegin',
        'SELECT 2',
        '-- +goose StatementEnd',
        'SELECT 3;',
        '-- +goose Down',
        '-- +goose StatementBegin',
        'DROP',
        '-- +goose StatementEnd',
      ),
    },
    runs: [['1_a.sql', '3-3', '5-5', '7-7']],
    transactions: ['each-statement'],
  },
  {
    what: 'a file of a single statement has no transaction, and down files never run',
    layout: 'golang-migrate',
    files: { '2_b.up.sql': '', '2_b.down.sql': '', '10_c.up.sql': '', '1_a.up.sql': '', 'README.sql': '' },
    runs: [['1_a.up.sql'], ['2_b.up.sql'], ['10_c.up.sql']],
    transactions: ['unless-alone', 'unless-alone', 'unless-alone'],
  },
  {
    what: 'up first, down first, and none',
    layout: 'node-pg-migrate',
    files: {
      '1_a.sql': '-- Up Migration\nSELECT 1;\n-- Down Migration\nDROP',
      '2_b.sql': '-- Down Migration\nDROP\n---- up migration\nSELECT 2;',
      '3_c.sql': 'SELECT 3;',
      '4_d.sql': 'SELECT 4;\n-- Down Migration\nDROP',
    },
    runs: [
      ['1_a.sql', '2-2'],
      ['2_b.sql', '4-4'],
      ['3_c.sql', '1-1'],
      ['4_d.sql', '1-1'],
    ],
  },
  {
    what: 'milliseconds beside a time that is written out',
    layout: 'node-pg-migrate',
    files: {
      '1705136400000_c.sql': 'SELECT 1',
      '20240111090000000_b.sql': 'SELECT 1',
      '1704877200000_a.sql': 'SELECT 1',
    },
    runs: [
      ['1704877200000_a.sql', '1-1'],
      ['20240111090000000_b.sql', '1-1'],
      ['1705136400000_c.sql', '1-1'],
    ],
  },
  {
    what: 'the journal orders, and what it does not name is no migration',
    layout: 'drizzle',
    files: {
      'meta/_journal.json':
        '{ "dialect": "postgresql", "entries": [{ "tag": "0001_b" }, { "tag": "0000_a" }] }',
      '0000_a.sql': 'SELECT 1;--> statement-breakpoint\nSELECT 2',
      '0001_b.sql': 'SELECT 3\n--> statement-breakpoint\n\n--> statement-breakpoint\nSELECT 4',
      '0002_c.sql': 'SELECT 5',
    },
    runs: [
      ['0001_b.sql', '1-2', '5-5'],
      ['0000_a.sql', '1-1', '2-2'],
    ],
  },
  {
    what: 'directories with snapshots',
    layout: 'drizzle',
    files: {
      '2024_b/migration.sql': 'SELECT 2',
      '2024_b/snapshot.json': '{}',
      '2023_a/migration.sql': 'SELECT 1',
      '2023_a/snapshot.json': '{}',
    },
    runs: [
      ['2023_a/migration.sql', '1-1'],
      ['2024_b/migration.sql', '1-1'],
    ],
  },
  {
    what: 'directories with one script each',
    layout: 'prisma',
    files: {
      'b/migration.sql': '',
      'a/migration.sql': '',
      'a/down.sql': '',
      'migration_lock.toml': 'provider = "postgresql"',
    },
    runs: [['a/migration.sql'], ['b/migration.sql']],
  },
  {
    what: 'versions without hyphens, and metadata',
    layout: 'diesel',
    files: {
      '2024-01-01-000000_b/up.sql': '',
      '2024-01-01-000000_b/down.sql': '',
      '20230101000000_a/up.sql': '',
      '20230101000000_a/metadata.toml': '# concurrently\nrun_in_transaction = false\n',
    },
    runs: [['20230101000000_a/up.sql'], ['2024-01-01-000000_b/up.sql']],
    transactions: ['unless-alone', 'whole-file'],
  },
  {
    what: 'simple and reversible migrations, one without a transaction',
    layout: 'sqlx',
    files: { '2_b.up.sql': '-- no-transaction\n', '2_b.down.sql': '', '1_a.sql': '', 'x.sql': '' },
    runs: [['1_a.sql'], ['2_b.up.sql']],
    transactions: ['whole-file', 'unless-alone'],
  },
  {
    what: 'files without a version are skipped',
    layout: 'supabase',
    files: { '20240102_b.sql': '', '20240101_a.sql': '', 'notes.sql': '' },
    runs: [['20240101_a.sql'], ['20240102_b.sql']],
  },
  {
    what: 'versions part by part, at any depth, repeatable ones last, undo never',
    layout: 'flyway',
    files: {
      'V1.10__c.sql': '',
      'old/V1_2__b.sql': '',
      'V1__a.sql': '',
      'U1__a.sql': '',
      'R__b_view.sql': '',
      'R__A_view.sql': '',
      'V2__d.sql': '',
      'V2__d.sql.conf': 'executeInTransaction=false\n',
      'afterMigrate.sql': '',
    },
    runs: [
      ['V1__a.sql'],
      ['old/V1_2__b.sql'],
      ['V1.10__c.sql'],
      ['V2__d.sql'],
      ['R__A_view.sql'],
      ['R__b_view.sql'],
    ],
    transactions: [
      'where-possible',
      'where-possible',
      'where-possible',
      'each-statement',
      'where-possible',
      'where-possible',
    ],
  },
  {
    what: 'a new database starts at the last baseline',
    layout: 'flyway',
    files: { 'V1__a.sql': '', 'V2__b.sql': '', 'B2__all.sql': '', 'V3__c.sql': '', 'R__v.sql': '' },
    runs: [['B2__all.sql'], ['V3__c.sql'], ['R__v.sql']],
  },
  {
    what: 'a new database starts at the last checkpoint',
    layout: 'atlas',
    files: {
      'atlas.sum': '',
      '1_a.sql': '',
      '2_b.sql': '-- atlas:checkpoint\n\nSELECT 1',
      '3_c.sql': '-- atlas:txmode none\n\nSELECT 1',
    },
    runs: [['2_b.sql'], ['3_c.sql']],
    transactions: ['whole-file', 'each-statement'],
  },
  {
    what: 'behind the headers, and then the current one',
    layout: 'graphile-migrate',
    files: {
      'committed/000002-b.sql': '--! Previous: sha1:1\n--! Hash: sha1:2\n\n--! no-transaction\nSELECT 2;\n',
      'committed/000001.sql': '--! Previous: -\n--! Hash: sha1:1\n\nSELECT 1;\n',
      'current.sql': 'SELECT 3;',
    },
    runs: [
      ['committed/000001.sql', '4-5'],
      ['committed/000002-b.sql', '4-6'],
      ['current.sql', '1-1'],
    ],
    transactions: ['whole-file', 'unless-alone', 'whole-file'],
  },
  {
    what: 'a current one that is not written yet, and one in parts',
    layout: 'graphile-migrate',
    files: {
      'committed/000001.sql': '\nSELECT 1;',
      'current/010-b.sql': 'SELECT 3;',
      'current/9-a.sql': 'SELECT 2;',
      'current/1.sql': '-- soon',
    },
    runs: [
      ['committed/000001.sql', '2-2'],
      ['current/9-a.sql', '1-1'],
      ['current/010-b.sql', '1-1'],
    ],
  },
  {
    what: 'the directory of the committed ones alone',
    layout: 'graphile-migrate',
    path: 'm/committed',
    files: { 'committed/000001.sql': 'SELECT 1;', 'current.sql': 'SELECT 3;' },
    runs: [['committed/000001.sql', '1-1']],
  },
  {
    what: 'numbers in a name count as numbers',
    layout: 'plain',
    files: { '10_b.sql': '', '9_a.sql': '', 'index.ts': '', '11_test.go': '' },
    runs: [['9_a.sql'], ['10_b.sql']],
  },
];

test.for(CASES)('$layout: $what', async ({ layout, files, runs, transactions, path = 'm' }) => {
  const tree = treeOfNames(
    'head',
    Object.fromEntries(Object.entries(files).map(([file, content]) => [`m/${file}`, content])),
  );
  const { steps } = await planMigrations(tree, { path, layout }, 'schema[0]');
  expect(
    steps.map((step) => [
      step.path.slice(2),
      ...(step.parts ?? []).map(({ first, last }) => `${first}-${last}`),
    ]),
  ).toEqual(runs);
  if (transactions) expect(steps.map(({ transaction }) => transaction)).toEqual(transactions);
});

const DETECTED: readonly {
  readonly what: string;
  readonly layout: string;
  readonly path?: string;
  readonly files: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'an atlas.sum beside files of goose',
    layout: 'goose',
    files: { 'm/atlas.sum': '', 'm/1_a.sql': '-- +goose Up\nSELECT 1;' },
  },
  {
    what: 'an atlas.sum beside up files',
    layout: 'golang-migrate',
    files: { 'm/atlas.sum': '', 'm/1_a.up.sql': 'SELECT 1' },
  },
  {
    what: 'a marker in one file of many',
    layout: 'dbmate',
    files: { 'm/1_a.sql': '-- migrate:up\nSELECT 1', 'm/2_b.sql': '-- migrate:up\n' },
  },
  {
    what: 'ordered files in a Rust package',
    layout: 'sqlx',
    path: 'api/m',
    files: { 'api/Cargo.toml': '', 'api/m/1_a.sql': '' },
  },
  {
    what: 'ordered files beside a Rust package',
    layout: 'plain',
    path: 'm',
    files: { 'api/Cargo.toml': '', 'm/1_a.sql': '' },
  },
  {
    what: 'a current.sql among ordered files',
    layout: 'plain',
    files: { 'm/1_a.sql': '', 'm/current.sql': '' },
  },
  { what: 'a marker of nobody', layout: 'plain', files: { 'm/1_a.sql': '-- migrate\n-- goose\nSELECT 1' } },
];

test.for(DETECTED)('detected: $what is $layout', async ({ layout, files, path = 'm' }) => {
  const folder = openMigrationFolder(treeOfNames('head', files), { path });
  expect((await detectLayout(folder, undefined, 'schema[0]')).name).toBe(layout);
});
