// A config that can't be used ends the run before a server is started, with the place and the remedy.
import { expect, test } from 'vitest';
import { check } from '../check.ts';
import { makeShop } from '../make-shop.ts';
import type { Files } from '../write-files.ts';

const CONFIG = `postgres: { provider: embedded }
schema: [db/migrations]
seed: [db/seed.sql]
queries: { include: ["queries/**/*.sql"] }
`;

interface Case {
  readonly what: string;
  readonly head: Files;
  readonly says: readonly (string | RegExp)[];
}

const CASES: readonly Case[] = [
  {
    what: 'no config and nothing to detect',
    head: {
      'explain-gate.yml': null,
      'db/migrations/001_shop.sql': null,
      'db/seed.sql': null,
      'README.md': 'Empty\n',
    },
    says: ['nothing to detect', 'explain-gate.yml', 'db/migrations'],
  },
  {
    what: 'a YAML syntax error',
    head: { 'explain-gate.yml': `${CONFIG}parameters: { ordersOfCustomer: { typical: [42] }\n` },
    says: ['explain-gate.yml', /line [5-6]|:[56]/],
  },
  {
    what: 'an unknown key, the nearest one named',
    head: { 'explain-gate.yml': CONFIG.replace('queries:', 'querys:') },
    says: ['explain-gate.yml', 'querys', '`queries`'],
  },
  {
    what: 'a value of the wrong type',
    head: { 'explain-gate.yml': `${CONFIG}budget: { statementSeconds: fast }\n` },
    says: ['explain-gate.yml', 'budget.statementSeconds', 'fast', 'number'],
  },
  {
    what: 'a schema file that does not exist',
    head: { 'explain-gate.yml': CONFIG.replace('db/migrations', 'db/migratons') },
    says: ['schema', 'db/migratons'],
  },
  {
    what: 'a seed file that does not exist',
    head: { 'explain-gate.yml': CONFIG.replace('db/seed.sql', 'db/sead.sql') },
    says: ['seed', 'db/sead.sql'],
  },
];

test.for(CASES)('$what', async ({ head, says }) => {
  await using repository = await makeShop({ head });
  const result = await check(repository, ['--base', 'main', '--head', 'change']);
  expect(result.exitCode, result.stderr).toBe(2);
  for (const text of says) expect.soft(result.stderr).toMatch(text);
  expect(result.stderr).not.toMatch(/\n\s+at /);
  expect(result.stdout).toBe('');
  expect(result.leftBehind).toEqual([]);
});
