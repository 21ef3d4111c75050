import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SEVERITIES } from '../../src/rules/finding.ts';
import { rules } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/rule.ts';

const FOLDER = new URL('../../docs/rules/', import.meta.url);

test('every rule has a page and every page a rule', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
});

// A page whose defaults are not the code's sends people the wrong way.
test.each(rules.map((rule): Rule => rule))('the page of $id has its title and its options', (rule) => {
  const page = readFileSync(new URL(`${rule.id}.md`, FOLDER), 'utf8');
  const [heading, , title] = page.split('\n');
  expect(heading).toBe(`# ${rule.id}`);
  expect(title).toBe(`${rule.title}.`);
  expect([...page.matchAll(/^## (.+)$/gmu)].map(([, section]) => section)).toEqual([
    'Problem',
    'When it is fine',
    'Solution',
    'Options',
  ]);
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.+) \| (.+) \|$/gmu)].map(([, key, value, text]) => [
    key,
    value,
    text,
  ]);
  const severities = SEVERITIES.slice(SEVERITIES.indexOf(rule.highestSeverity))
    .map((severity) => `\`${severity}\``)
    .join(', ')
    .concat(' or `off`');
  expect(rows).toEqual([
    ['severity', `\`${rule.defaultSeverity}\``, severities],
    ...Object.entries(rule.options).map(([key, option]) => [
      key,
      String(option.parse(undefined) ?? 'not set'),
      option.description,
    ]),
  ]);
});
