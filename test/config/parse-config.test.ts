import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { ConfigError } from '../../src/errors.ts';

function errorOf(text: string): ConfigError {
  try {
    parseConfig(text, 'explain-gate.yml');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the config was accepted');
}

describe('parseConfig', () => {
  it('fills in every default, so that an empty file works', () => {
    const config = parseConfig('', 'explain-gate.yml');
    expect(config.postgres).toEqual({
      provider: 'auto',
      image: 'postgres:18',
      version: 18,
      settings: {},
      session: [],
    });
    expect(config.queries.include).toEqual([expect.stringMatching(/^\*\*\/\*\.\{sql,ts,/)]);
    expect(config.budget).toEqual({ statementSeconds: 30, caseSeconds: 10, runSeconds: 120 });
  });

  it('reads what a user writes', () => {
    const config = parseConfig(
      `
postgres: { provider: embedded, version: 15, settings: { work_mem: 16MB, random_page_cost: 1.1, enable_seqscan: false } }
schema: [db/migrations, { command: npx prisma migrate deploy }]
parameters:
  ordersByCustomer:
    heaviest: [42]
    absent: { customerId: -1, tags: [a, b] }
rules:
  more-blocks: { severity: warning, minBlocks: 64 }
overrides:
  - { queries: "reports/**", rules: { slower: off } }
`,
      'explain-gate.yml',
    );
    expect(config.postgres.settings).toEqual({
      work_mem: '16MB',
      random_page_cost: '1.1',
      enable_seqscan: 'false',
    });
    expect(config.schema).toEqual(['db/migrations', { command: 'npx prisma migrate deploy' }]);
    expect(config.parameters['ordersByCustomer']).toEqual({
      heaviest: [42],
      absent: { customerId: -1, tags: ['a', 'b'] },
    });
    expect(config.overrides).toHaveLength(1);
  });

  it.each([
    ['schema:\n  - a\n quries: x', /^explain-gate\.yml:3:\d+: not valid YAML/, undefined],
    [
      'schema: []\nquerys: {}',
      /^explain-gate\.yml:2: unknown key `querys`; did you mean `queries`\?/,
      /schema/,
    ],
    [
      'postgres:\n  provider: auto\n  verison: 15',
      /^explain-gate\.yml:3: unknown key `postgres\.verison`; did you mean `version`\?/,
      /settings/,
    ],
    [
      'rules:\n  more-block: off',
      /:2: unknown key `rules\.more-block`; did you mean `more-blocks`\?/,
      /slower/,
    ],
    ['postgres: { version: 9 }', /:1: `postgres\.version` is 9/, undefined],
    ['postgres: { version: fifteen }', /:1: `postgres\.version` is "fifteen"/, undefined],
    ['schema: db/migrations', /:1: `schema` is "db\/migrations"/, undefined],
    ['schema:\n  - 42', /:2: `schema\.0` is 42/, undefined],
    ['schema:\n  - { comand: make }', /:2: .*comand/, undefined],
    ['budget: { statementSeconds: -1 }', /:1: `budget\.statementSeconds` is -1/, undefined],
    ['- a list', /the file/, undefined],
  ])('says where and what is wrong in %j', (text, message, hint) => {
    const error = errorOf(text);
    expect(error.message).toMatch(message);
    if (hint) expect(error.hint).toMatch(hint);
    expect(error.exitCode).toBe(2);
  });
});
