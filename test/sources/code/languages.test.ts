import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { languages } from '../../../src/sources/code/languages/index.ts';
import type { Statement } from '../../../src/sql/statement.ts';
import { readPrograms } from './read-program.ts';

const root = fileURLToPath(new URL('../../../fixtures/code', import.meta.url));
const projects = readdirSync(root);

// Each folder is a small program as somebody would write it, with `expected.md` beside it: what is found in it.
test.each(projects)('%s: every query is found where it stands, and nothing else', async (project) => {
  const folder = join(root, project);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.md')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  const statements = await readPrograms(files);
  await expect(describeStatements(statements)).toMatchFileSnapshot(join(folder, 'expected.md'));
});

test('every language has a program', () => {
  const extensions = projects.flatMap((project) =>
    readdirSync(join(root, project), { recursive: true }).map((path) => String(path).replace(/^.*\./, '.')),
  );
  expect(languages.filter((l) => !l.extensions.some((e) => extensions.includes(e))).map((l) => l.name)).toEqual(
    [],
  );
});

function describeStatements(statements: readonly Statement[]): string {
  const sections = statements.map(({ location, name, kind, sql, text, parameters, failure }) => {
    const lines = location.line === location.endLine ? location.line : `${location.line}-${location.endLine}`;
    const names = parameters.map((parameter) => `$${parameter.position} ${parameter.name ?? ''}`.trim());
    return [
      `## ${name ?? '(no name)'}`,
      '',
      `${location.file}:${lines}, ${kind}${names.length > 0 ? `, ${names.join(', ')}` : ''}`,
      '',
      ...(failure ? [`${failure.kind}: ${failure.message}`, ''] : []),
      '```sql',
      failure ? text : sql,
      '```',
      '',
    ].join('\n');
  });
  return sections.join('\n');
}
