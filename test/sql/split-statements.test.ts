import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

// As a reader of files does: each file starts with a sound parser.
beforeEach(loadParser);

const brief = (text: string): readonly unknown[] =>
  splitStatements('q.sql', text).map(({ name, text: own, failure }) => [name, own, failure?.kind ?? null]);

describe('names', () => {
  const cases: readonly { readonly form: string; readonly comment: string; readonly name: string | null }[] = [
    { form: 'sqlc', comment: '-- name: GetAuthor :one', name: 'GetAuthor' },
    { form: 'sqlc in a block comment', comment: '/* name: GetAuthor :many */', name: 'GetAuthor' },
    { form: 'aiosql one row', comment: '-- name: get_user^', name: 'get_user' },
    { form: 'aiosql one value', comment: '-- name: get-count$', name: 'get-count' },
    { form: 'aiosql write', comment: '-- name: add_user!', name: 'add_user' },
    { form: 'aiosql script', comment: '-- name: create_schema#', name: 'create_schema' },
    { form: 'aiosql insert returning', comment: '-- name: add_user<!', name: 'add_user' },
    { form: 'aiosql bulk write', comment: '-- name: add_users*!', name: 'add_users' },
    { form: 'aiosql parameters', comment: '-- name: add_user(name, email)<!', name: 'add_user' },
    {
      form: 'aiosql docs and record class',
      comment: '-- name: a^\n-- record_class: User\n-- Docs.',
      name: 'a',
    },
    { form: 'regresql, yesql', comment: '-- name: users-by-country', name: 'users-by-country' },
    { form: 'no space', comment: '--name: x', name: 'x' },
    { form: 'letters beyond ASCII', comment: '-- name: запрос', name: 'запрос' },
    { form: 'prose', comment: '-- name: of the user who asked', name: null },
    { form: 'no name', comment: '-- renamed: x', name: null },
    { form: 'the last of two', comment: '-- name: a\n-- name: b', name: 'b' },
  ];
  test.each(cases)('$form', ({ comment, name }) => {
    expect(brief(`${comment}\nSELECT 1;`)).toEqual([[name, 'SELECT 1', null]]);
  });

  test('belong to the first statement after them', () => {
    expect(brief('-- name: a\nSELECT 1; SELECT 2;')).toEqual([
      ['a', 'SELECT 1', null],
      [null, 'SELECT 2', null],
    ]);
  });

  test('end a statement without a semicolon, but not inside of a statement', () => {
    expect(brief('-- name: a\nSELECT 1\n-- name: b\nSELECT 2')).toEqual([
      ['a', 'SELECT 1', null],
      ['b', 'SELECT 2', null],
    ]);
    expect(brief('SELECT 1, -- name: b\n2')).toEqual([[null, 'SELECT 1, -- name: b\n2', null]]);
  });
});

describe('one statement each', () => {
  const cases: readonly { readonly title: string; readonly text: string; readonly parts: readonly string[] }[] =
    [
      { title: 'none', text: ' \n-- only a comment\n;;', parts: [] },
      {
        title: 'strings',
        text: "SELECT ';', $$;$$, $a$;$a$, E'\\';', \";\"; SELECT 2",
        parts: ["SELECT ';', $$;$$, $a$;$a$, E'\\';', \";\"", 'SELECT 2'],
      },
      {
        title: 'comments',
        text: 'SELECT 1 /* ; /* ; */ */ + 1 -- ;\n; -- end',
        parts: ['SELECT 1 /* ; /* ; */ */ + 1'],
      },
      {
        title: 'rules',
        text: 'CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2); SELECT 3',
        parts: ['CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)', 'SELECT 3'],
      },
      {
        title: 'standard bodies',
        text: 'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END; SELECT 3',
        parts: [
          'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END',
          'SELECT 3',
        ],
      },
      {
        title: 'session statements left out',
        text: 'BEGIN; SET a = 1; SELECT 1; SHOW a; COMMIT',
        parts: ['SELECT 1'],
      },
      {
        title: 'psql commands left out',
        text: '\\timing on\nSELECT 1;\n\\echo done; more\nSELECT 2',
        parts: ['SELECT 1', 'SELECT 2'],
      },
      {
        title: 'a byte order mark and CRLF',
        text: '\ufeffSELECT 1;\r\nSELECT 2;\r\n',
        parts: ['SELECT 1', 'SELECT 2'],
      },
      { title: 'a hint', text: '/*+ SeqScan(a) */ SELECT 1', parts: ['/*+ SeqScan(a) */ SELECT 1'] },
    ];
  test.each(cases)('$title', ({ text, parts }) => {
    expect(splitStatements('q.sql', text).map((statement) => statement.text)).toEqual(parts);
    expect(splitStatements('q.sql', text).filter(({ failure }) => failure?.kind === 'syntax')).toEqual([]);
  });

  test('lines and ordinals are those of the file, whatever letters are in it', () => {
    const text = "-- 名前 😀\nSELECT 'é😀',\n  2;\nSET x = 1;\n\nSELECT '😀' FROM\nt;";
    expect(
      splitStatements('q.sql', text).map(({ location, ordinal, text: own }) => ({ ...location, ordinal, own })),
    ).toEqual([
      { file: 'q.sql', line: 2, endLine: 3, ordinal: 1, own: "SELECT 'é😀',\n  2" },
      { file: 'q.sql', line: 6, endLine: 7, ordinal: 2, own: "SELECT '😀' FROM\nt" },
    ]);
  });
});

describe('kinds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT 1', 'select'],
    ['TABLE t', 'select'],
    ['SELECT 1 UNION VALUES (2)', 'select'],
    ['VALUES (1) UNION VALUES (2)', 'select'],
    ['VALUES (1), (2)', 'values'],
    ['WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x', 'select'],
    ['WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', 'insert'],
    ['UPDATE t SET a = 1', 'update'],
    ['DELETE FROM t', 'delete'],
    ['MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE', 'merge'],
    ['SELECT 1 INTO t', 'other'],
    ['SELECT 1 INTO t UNION SELECT 2', 'other'],
    ['CREATE TABLE t AS SELECT 1', 'other'],
    ['EXPLAIN SELECT 1', 'other'],
    ['TRUNCATE t', 'other'],
  ];
  test.each(cases)('%s is %s', (sql, kind) => {
    const [statement] = splitStatements('q.sql', sql);
    expect(statement?.kind).toBe(kind);
    expect(statement?.failure?.kind ?? null).toBe(kind === 'other' ? 'unsupported' : null);
  });

  test('a named session statement is a query of somebody and is not passed over', () => {
    expect(brief('-- name: x\nSET a = 1')).toEqual([['x', 'SET a = 1', 'unsupported']]);
  });
});

describe('what PostgreSQL rejects takes nothing else with it', () => {
  test('a syntax error has its own words, file and line', () => {
    const [first, second, third] = splitStatements(
      'q.sql',
      "SELECT 1;\nSELECT 'é😀',\n  1 FORM x y;\nSELECT 3",
    );
    expect([first?.failure, third?.failure]).toEqual([null, null]);
    expect(second?.failure).toEqual({ kind: 'syntax', message: 'syntax error at or near "x" (q.sql:3)' });
    expect([second?.canonical, second?.fingerprint, second?.kind]).toEqual([null, null, 'other']);
  });

  const cases: readonly {
    readonly title: string;
    readonly text: string;
    readonly kinds: readonly unknown[];
  }[] = [
    {
      title: 'a number that runs into letters',
      text: 'SELECT 1; SELECT 1a; SELECT 3',
      kinds: [null, 'syntax', null],
    },
    { title: 'an empty identifier', text: 'SELECT 1; SELECT ""; SELECT 3', kinds: [null, 'syntax', null] },
    {
      title: 'a bracket that is not closed',
      text: 'SELECT (1; SELECT 2; SELECT 3',
      kinds: ['syntax', null, null],
    },
    { title: 'a bracket too many', text: 'SELECT 1); SELECT 2', kinds: ['syntax', null] },
    {
      title: 'a quote that is not closed, last',
      text: "SELECT 1; SELECT 'a; SELECT 3",
      kinds: [null, 'syntax'],
    },
    {
      title: 'a quote that is not closed, among named queries',
      text: "-- name: a\nSELECT 1;\n-- name: b\nSELECT 'it's';\n-- name: c\nSELECT 'x';",
      kinds: [null, 'syntax', null],
    },
  ];
  test.each(cases)('$title', ({ text, kinds }) => {
    expect(splitStatements('q.sql', text).map(({ failure }) => failure?.kind ?? null)).toEqual(kinds);
  });

  test('a statement nested beyond the stack is unsupported, the next is read, and so is the next file', async () => {
    const deep = `SELECT ${'1+'.repeat(100_000)}1`;
    for (let file = 0; file < 8; file++) {
      await loadParser();
      const kinds = splitStatements('q.sql', `SELECT 1; ${deep}; SELECT 3`).map(
        ({ failure }) => failure?.kind ?? null,
      );
      expect(kinds).toEqual([null, 'unsupported', null]);
    }
  });

  test('a file full of them costs its own statements only', async () => {
    const deep = `SELECT ${'1+'.repeat(20_000)}1;`;
    const failures = splitStatements('q.sql', `${deep.repeat(10)} SELECT 1`).map(
      ({ failure }) => failure?.kind,
    );
    expect(failures).toEqual(Array.from({ length: failures.length }, () => 'unsupported'));
    await loadParser();
    expect(brief('SELECT 1')).toEqual([[null, 'SELECT 1', null]]);
  });

  test('a text that is too long or holds a NUL is one statement that is not read', () => {
    expect(splitStatements('q.sql', `SELECT ${' '.repeat(1_100_000)} 1`)[0]?.failure?.kind).toBe('unsupported');
    expect(splitStatements('q.sql', 'SELECT 1;\0SELECT 2')[0]?.failure?.kind).toBe('unsupported');
  });

  test('no text whatever makes it throw, and every statement is where it says', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '$$',
        '/*',
        '*/',
        '--',
        '\n',
        ';',
        '(',
        ')',
        '[',
        ':',
        '@',
        '$1',
        '\\',
        ' ',
        '-- name: x\n',
      ),
      fc.constantFrom('SELECT ', ' FROM t ', 'BEGIN ATOMIC ', 'END', '1a', 'é', '😀', "E'\\u00'", 'sqlc.arg('),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const lines = text.split('\n');
        for (const { location, text: own, ordinal } of splitStatements('q.sql', text)) {
          const stretch = lines.slice(location.line - 1, location.endLine).join('\n');
          expect(ordinal).toBeGreaterThan(0);
          expect(stretch).toContain(own);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('statements are found whatever stands between them', () => {
  const statement = fc.constantFrom(
    "SELECT 'a;b'",
    'SELECT a[1:2] FROM t',
    'VALUES ($$;$$)',
    'DELETE FROM "t;"',
    'TABLE é',
  );
  const gap = fc.constantFrom(';', ' ;\n', '; -- c\n', ';/* ; */', ';\r\n\r\n', ';;');
  fc.assert(
    fc.property(fc.array(fc.tuple(statement, gap), { maxLength: 12 }), (parts) => {
      const text = parts.map((part) => part.join('')).join('');
      expect(splitStatements('q.sql', text).map((s) => s.text)).toEqual(parts.map(([own]) => own));
    }),
  );
});
