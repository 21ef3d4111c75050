import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { listGeneratedFiles } from '../../scripts/generate/list-generated-files.ts';
import { configSchema } from '../../src/config/config-schema.ts';
import { rules } from '../../src/rules/index.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md']
  .concat(
    readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`),
  )
  .filter((path) => path.endsWith('.md'));

test.each((await listGeneratedFiles(root)).map(({ path, content }) => [path, content]))(
  '%s says what the sources say (npm run generate)',
  (path, content) => {
    expect(read(path)).toBe(content);
  },
);

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(new URL('docs/rules', root)).map((page) => page.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual(rules.map(({ id }) => id as string).sort());
});

test.each(documents)('the links of %s lead to files that exist', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
    ([, link]) => `${dirname(path)}/${link}`,
  );
  expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
});

test.each(documents)('the commands of %s are scripts of the package', (path) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(path).matchAll(/`npm run ([\w-]+)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

describe('configs that the documents show are configs', () => {
  const examples = documents.flatMap((path) =>
    [...read(path).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => ({ path, text: text ?? '' })),
  );
  const configs = examples.filter(({ text }) => !/^(on|jobs):/m.test(text));

  test.each(configs)('in $path', ({ text }) => {
    expect(configSchema.safeParse(parse(text)).error).toBeUndefined();
  });

  test('there are some', () => expect(configs.length).toBeGreaterThan(2));
});
