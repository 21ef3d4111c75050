import { readdirSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** The classes that carry a code. */
const ERROR_CLASS = /^(Config|Source|Git|Provider|Schema|GitHub)Error$/;

/** A code begins with the class that carries it, so it is known as one wherever it stands. */
const CODE = /^(config|input|source|git|provider|schema|github|server)-[a-z-]+$/;

/** Codes of the errors that a file makes: texts in the form of one, and `code: '…'` beside the name of a class. */
function listCodes(path: string): string[] {
  const { program } = parseSync(path, readFileSync(new URL(path, root), 'utf8'));
  const codes: string[] = [];
  const properties: string[] = [];
  let namesError = false;
  new Visitor({
    Identifier({ name }) {
      namesError ||= ERROR_CLASS.test(name);
    },
    Literal({ value }) {
      if (typeof value === 'string' && CODE.test(value)) codes.push(value);
    },
    Property({ key, value }) {
      const isCode = key.type === 'Identifier' && key.name === 'code';
      if (isCode && value.type === 'Literal' && typeof value.value === 'string') properties.push(value.value);
    },
  }).visit(program);
  // What is left out is an SQLSTATE, which is PostgreSQL's.
  return namesError ? [...codes, ...properties.filter((code) => !/^[0-9A-Z]{5}$/.test(code))] : codes;
}

test('docs/errors.md lists exactly the codes that the sources have', () => {
  const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const codes = new Set(sources.flatMap((path) => listCodes(`src/${path}`)));
  const rows = readFileSync(new URL('docs/errors.md', root), 'utf8').matchAll(/^\| `([a-z-]+)` /gm);
  const documented = [...rows].map(([, code]) => code ?? '');
  expect(documented.toSorted()).toEqual([...codes].sort());
  expect(documented.length).toBeGreaterThan(20);
});

test('a code says in its form that it is one', () => {
  const rows = readFileSync(new URL('docs/errors.md', root), 'utf8').matchAll(/^\| `([^`]+)` \|/gm);
  for (const [, code] of rows) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
