// Statements must end where PostgreSQL's own scanner says, however a file is made up and however it arrives.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadParser, scanSql } from '../../../src/sql/parser.ts';
import { readTexts } from './read-items.ts';

beforeAll(loadParser);

/** Pieces whose meaning depends on what stands around them. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\t',
      ';',
      'SELECT',
      'a',
      'e',
      'E',
      'u',
      'U&',
      'n',
      'b',
      'x',
      '1',
      '1e5',
      '$1',
      '$',
      '.',
      ',',
      '+',
      '-',
      '*',
      '/',
      '<',
      '=',
      '&',
      '?',
      '@',
      'é',
      '_',
      'begin',
      'end',
      'case',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "'it'",
      "''",
      "'a''b'",
      "'a;b'",
      "E'a\\'b'",
      "E'\\\\'",
      '"a;b"',
      '"a""b"',
      "U&'\\0041'",
      'U&"d\\0061"',
      "B'01'",
      "X'1F'",
      "'a'\n'b'",
      "E'a'\n'\\''",
      "'\\'",
      '$$a;b$$',
      '$t$ $$ ; $t$',
      '$a$;$b$;$a$',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('-- a;\n', "-- it's\n", '/* ; */', '/* /* ; */ */', '/**/', '/*/ */', "/*'*/"),
  },
);
const script = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Where PostgreSQL's scanner sees a semicolon, the statement ends: the texts between them that hold a token. */
function splitByScanner(text: string): readonly string[] | undefined {
  const scanned = scanSql(text);
  // A backslash outside of quotes is psql's own, and no token of SQL.
  if (!scanned.ok || scanned.value.some((token) => token.text === '\\')) return undefined;
  // libpg-query ends a string at a comment, where the server goes on with it on the next line.
  const kinds = scanned.value.map(({ kind }) => kind).join(' ');
  if (/string( comment)+ string/.test(kinds)) return undefined;
  const statements: string[] = [];
  let start = -1;
  for (const token of scanned.value) {
    if (token.kind === 'comment') continue;
    if (token.text !== ';') start = start < 0 ? token.start : start;
    else if (start >= 0) {
      statements.push(text.slice(start, token.start));
      start = -1;
    }
  }
  if (start >= 0) statements.push(text.slice(start));
  return statements;
}

test('statements end where the scanner of PostgreSQL sees a semicolon', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(script, async (text) => {
      const expected = splitByScanner(text);
      fc.pre(expected !== undefined);
      compared += 1;
      expect(await readTexts(text)).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test('chunks do not matter', async () => {
  const settle = (read: Promise<unknown>) => read.catch((error: unknown) => String(error));
  await fc.assert(
    fc.asyncProperty(
      script,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      async (text, sizes) => {
        expect(await settle(readTexts(text, { sizes }))).toEqual(await settle(readTexts(text)));
      },
    ),
    { numRuns: 1000 },
  );
});
