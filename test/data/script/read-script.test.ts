// A script that is cut at a wrong place loads half a schema, or fails where psql would not.
import { expect, test } from 'vitest';
import { readItems, readTexts } from './read-items.ts';

const CASES: readonly {
  readonly what: string;
  readonly script: string;
  readonly statements: readonly string[];
}[] = [
  {
    what: 'statements and empty ones',
    script: ' SELECT 1;; ;\nSELECT 2 ;',
    statements: ['SELECT 1', 'SELECT 2 '],
  },
  {
    what: 'the last statement needs no semicolon',
    script: 'SELECT 1;\nSELECT 2\n',
    statements: ['SELECT 1', 'SELECT 2\n'],
  },
  { what: 'a file of comments', script: '-- one;\n/* two; */\n', statements: [] },
  {
    what: 'a line comment inside a statement',
    script: "SELECT 1 -- it's; one\n+ 1;",
    statements: ["SELECT 1 -- it's; one\n+ 1"],
  },
  {
    what: 'comments nest',
    script: 'SELECT 1 /* a /* b; */ c; */ + 1; SELECT 2',
    statements: ['SELECT 1 /* a /* b; */ c; */ + 1', 'SELECT 2'],
  },
  {
    what: 'a slash right behind the start of a comment',
    script: 'SELECT 1 /*/ ; */; SELECT 2',
    statements: ['SELECT 1 /*/ ; */', 'SELECT 2'],
  },
  { what: 'a doubled quote', script: "SELECT 'a'';b'; SELECT 2", statements: ["SELECT 'a'';b'", 'SELECT 2'] },
  {
    what: 'a backslash in an ordinary string',
    script: "SELECT 'a\\'; SELECT 2",
    statements: ["SELECT 'a\\'", 'SELECT 2'],
  },
  {
    what: 'a backslash in an escape string',
    script: "SELECT E'a\\';b', e'\\\\'; SELECT 2",
    statements: ["SELECT E'a\\';b', e'\\\\'", 'SELECT 2'],
  },
  {
    what: 'an escape string that goes on on the next line',
    script: "SELECT E'a'\n  'b\\';c'; SELECT 2",
    statements: ["SELECT E'a'\n  'b\\';c'", 'SELECT 2'],
  },
  {
    what: 'an escape string that goes on behind a comment',
    script: "SELECT E'a' -- it's\n  'b\\';c'; SELECT 2",
    statements: ["SELECT E'a' -- it's\n  'b\\';c'", 'SELECT 2'],
  },
  {
    what: 'a name that ends in e is no prefix',
    script: "SELECT name'a\\'; SELECT 2",
    statements: ["SELECT name'a\\'", 'SELECT 2'],
  },
  {
    what: 'Unicode strings and identifiers',
    script: `SELECT U&'\\0041;' AS U&"d;\\0061"; SELECT 2`,
    statements: [`SELECT U&'\\0041;' AS U&"d;\\0061"`, 'SELECT 2'],
  },
  {
    what: 'bit strings',
    script: "SELECT B'01', x'1F'; SELECT 2",
    statements: ["SELECT B'01', x'1F'", 'SELECT 2'],
  },
  {
    what: 'quoted identifiers',
    script: 'SELECT 1 AS "a;""b\'"; SELECT 2',
    statements: ['SELECT 1 AS "a;""b\'"', 'SELECT 2'],
  },
  {
    what: 'dollar quotes',
    script: 'DO $$ BEGIN; END $$; DO $a$ ; $b$ ; $$ ; $a$; SELECT 2',
    statements: ['DO $$ BEGIN; END $$', 'DO $a$ ; $b$ ; $$ ; $a$', 'SELECT 2'],
  },
  {
    what: 'a dollar inside of a name',
    script: 'SELECT foo$a$; SELECT $1$x; SELECT 3',
    statements: ['SELECT foo$a$', 'SELECT $1$x', 'SELECT 3'],
  },
  {
    what: 'a non-ASCII tag',
    script: 'DO $é$ ; $e$ ; $é$; SELECT 2',
    statements: ['DO $é$ ; $e$ ; $é$', 'SELECT 2'],
  },
  {
    what: 'a rule of several actions',
    script: 'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3',
    statements: ['CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
  },
  {
    what: 'a BEGIN ATOMIC body with CASE',
    script:
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; SELECT 2',
    statements: [
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END',
      'SELECT 2',
    ],
  },
  {
    what: 'BEGIN and END of a transaction',
    script: 'BEGIN; SELECT 1; END;',
    statements: ['BEGIN', 'SELECT 1', 'END'],
  },
  {
    what: 'operators next to comments',
    script: 'SELECT 2*/* ; */3, 1-- ;\n-1; SELECT 2',
    statements: ['SELECT 2*/* ; */3, 1-- ;\n-1', 'SELECT 2'],
  },
  {
    what: 'a byte order mark and CRLF',
    script: '\uFEFFSELECT 1;\r\nSELECT 2;\r\n',
    statements: ['SELECT 1', 'SELECT 2'],
  },
];

test.for(CASES)('$what', async ({ script, statements }) => {
  expect(await readTexts(script)).toEqual(statements);
  // However the file arrives.
  for (const size of [1, 2, 3, 7]) expect(await readTexts(script, { sizes: [size] })).toEqual(statements);
});

test('with standard_conforming_strings off a backslash escapes in every string', async () => {
  const script = "SELECT 'a\\';b', N'\\''; SELECT 2";
  expect(await readTexts(script, { standardStrings: false })).toEqual(["SELECT 'a\\';b', N'\\''", 'SELECT 2']);
});

test('a statement knows its line and its first words', async () => {
  const script = '-- head\n\n/* two\nlines */ CREATE /* ; */ UNIQUE INDEX\n  ON t (a);\nSELECT 1;';
  const items = await readItems(script);
  expect(items).toMatchObject([
    { line: 4, keywords: ['create', 'unique', 'index', 'on', 't', 'a'] },
    { line: 6, keywords: ['select'] },
  ]);
});

test('the data of COPY is handed out as it stands, up to its last line', async () => {
  const data = "1\tit's; \\.x\r\n2\t$$ /*\n\\.y\n";
  const script = `COPY t (a, b) FROM stdin; -- rows\n${data}\\.\n\nSELECT 1;\nCOPY u FROM stdin;\n\\.\nSELECT 2`;
  for (const size of [1, 2, 3, 5, 65_536]) {
    expect(await readItems(script, { sizes: [size], copies: true })).toMatchObject([
      { text: 'COPY t (a, b) FROM stdin', line: 1 },
      { kind: 'rows' },
      { text: 'SELECT 1', line: 7 },
      { text: 'COPY u FROM stdin', line: 8 },
      { text: '' },
      { text: 'SELECT 2', line: 10 },
    ]);
  }
  const items = await readItems(script, { copies: true });
  expect(items[1]).toEqual({ kind: 'rows', text: data });
});

test('meta-commands are told from statements', async () => {
  const script = "\\restrict a1b2\n\\a\\t\n\\echo 'x\\\\y' z \\\\ SELECT 1;\nSELECT 2 \\g\n";
  expect(await readItems(script)).toMatchObject([
    { name: 'restrict', argument: 'a1b2', line: 1 },
    { name: 'a', line: 2 },
    { name: 't', line: 2 },
    { name: 'echo', argument: "'x\\\\y' z", line: 3 },
    { name: '\\' },
    { text: 'SELECT 1' },
    { name: 'g', insideStatement: true, line: 4 },
    { text: expect.stringContaining('SELECT 2') },
  ]);
});

const BROKEN: readonly {
  readonly what: string;
  readonly script: string | Buffer;
  readonly line: number;
  readonly says: RegExp;
}[] = [
  { what: 'a string without its end', script: "SELECT 1;\nSELECT 'a;\nb;", line: 2, says: /inside a string/ },
  { what: 'an identifier without its end', script: '\nSELECT "a;\n', line: 2, says: /quoted identifier/ },
  {
    what: 'a dollar quote without its end',
    script: 'SELECT 1;\n\nDO $x$ BEGIN\n;',
    line: 3,
    says: /dollar-quoted string/,
  },
  { what: 'a comment without its end', script: 'SELECT 1; /* a\n/* */\n', line: 1, says: /inside a comment/ },
  {
    what: 'a parenthesis without its end',
    script: 'CREATE TABLE t (\n a int;\nSELECT 1;',
    line: 1,
    says: /parenthesis/,
  },
  {
    what: 'a body without its end',
    script: 'CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC SELECT 1;',
    line: 2,
    says: /BEGIN ATOMIC/,
  },
  {
    what: 'COPY data without its end',
    script: 'SELECT 1;\nCOPY t FROM stdin;\n1\n2\n',
    line: 2,
    says: /data of this COPY/,
  },
  { what: 'data on the line of COPY', script: 'COPY t FROM stdin; 1\n\\.\n', line: 1, says: /next line/ },
  {
    what: 'bytes that are not UTF-8',
    script: Buffer.from("SELECT 1;\nSELECT\n'caf\xe9';", 'latin1'),
    line: 3,
    says: /not UTF-8/,
  },
  { what: 'a NUL byte', script: 'SELECT 1;\nSELECT \0;', line: 2, says: /NUL/ },
  { what: 'UTF-16', script: Buffer.from('\uFEFFSELECT 1;', 'utf16le'), line: 1, says: /UTF-8/ },
  { what: "pg_dump's custom format", script: 'PGDMP\u0001\u000e', line: 1, says: /custom format/ },
];

test.for(BROKEN)('$what is an error with its line', async ({ script, line, says }) => {
  const read = readItems(script, { copies: true });
  await expect(read).rejects.toThrow(says);
  await expect(read).rejects.toMatchObject({ line });
});

test('a statement of 20 MB is read in one go', async () => {
  const value = 'x'.repeat(20_000_000);
  const [first, second] = await readTexts(
    `INSERT INTO t VALUES ('${value}');\nSELECT ${'a'.repeat(1_000_000)};`,
  );
  expect(first).toHaveLength(value.length + 25);
  expect(second).toHaveLength(1_000_007);
});
