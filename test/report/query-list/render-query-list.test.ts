import { expect, test } from 'vitest';
import type { QueryList } from '../../../src/report/query-list/query-list-schema.ts';
import { renderQueryList } from '../../../src/report/query-list/render-query-list.ts';

type Listed = QueryList['queries'][number];

const query = (file: string, more: Partial<Listed> = {}): Listed => ({
  ...{ id: `${file}#1`, name: '1', location: { file, line: 1, endLine: 2 }, kind: 'select' },
  ...{ parameters: [], failure: null, ...more },
});

test('a table with a line a query, what is not checked, and a sentence', () => {
  const list: QueryList = {
    schemaVersion: 1,
    queries: [
      query('a.sql', {
        parameters: [
          { position: 1, name: null },
          { position: 2, name: 'id' },
        ],
      }),
      query('キ.sql', { failure: { kind: 'dynamic', message: '`:t` is a name' } }),
    ],
    notChecked: [{ file: 'm.sql', reason: 'MySQL, not checked' }],
  };
  expect(renderQueryList(list)).toBe(`query    | line | kind   | parameters | not readable
-------- | ---- | ------ | ---------- | -----------------------
a.sql#1  |    1 | select | $1, id     |
キ.sql#1 |    1 | select |            | dynamic: \`:t\` is a name

not checked  m.sql: MySQL, not checked

2 queries in 2 files, 1 not readable, 1 file not checked.
`);
});

test('what programs make is told once, with how many queries wait for it', () => {
  const waits = (file: string, ...fragments: string[]) =>
    query(file, { failure: { kind: 'dynamic', message: 'a long sentence', fragments } });
  const queries = [waits('a.ts', 'schema'), waits('b.ts', 'schema', 'where'), waits('b.ts', 'schema')];
  const text = renderQueryList({ schemaVersion: 1, queries, notChecked: [] });
  expect(text).toContain('| dynamic: `schema`, `where`\n');
  expect(text).not.toContain('a long sentence');
  expect(text).toContain(`
Made when the program runs; give their text under \`fragments\` in the config:
  schema: 3 queries (a.ts and 1 more)
  where: 1 query (b.ts)
`);
});

test('nothing found is said', () => {
  expect(renderQueryList({ schemaVersion: 1, queries: [], notChecked: [] })).toBe('0 queries in 0 files.\n');
});

test('what a pull request names can not steer the terminal or the table', () => {
  const evil = 'a\u001b[2J\n\u202eb\u0007';
  const text = renderQueryList({
    schemaVersion: 1,
    queries: [
      query(evil, { parameters: [{ position: 1, name: evil }], failure: { kind: 'syntax', message: evil } }),
    ],
    notChecked: [{ file: evil, reason: evil }],
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text.split('\n')).toHaveLength(8);
});
