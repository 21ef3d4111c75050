import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';

function tree(files: Readonly<Record<string, string>>) {
  return {
    files: () => Object.keys(files).toSorted(),
    read: async (path: string) => Buffer.from(files[path] ?? ''),
  };
}

describe('loadConfig', () => {
  it('detects migrations, a seed and queries where there is no file, and shows what it detected', async () => {
    const loaded = await loadConfig(
      tree({ 'db/migrations/001.sql': '', 'db/seed.sql': '', 'queries/a.sql': '' }),
      '',
      undefined,
    );
    expect(loaded.file).toBeNull();
    expect(loaded.config.schema).toEqual(['db/migrations']);
    expect(loaded.config.seed).toEqual(['db/seed.sql']);
    expect(loaded.detected).toContain('db/migrations');
  });

  it('lists where it looked when nothing can be detected', async () => {
    await expect(loadConfig(tree({ 'README.md': '' }), '', undefined)).rejects.toThrow(
      /no config and nothing to detect.*explain-gate\.yml.*db\/migrations\//,
    );
  });

  it('lists the places when several may hold the schema', async () => {
    const files = { 'billing/migrations/1_a.sql': '', 'shop/migrations/1_a.sql': '' };
    await expect(loadConfig(tree(files), '', undefined)).rejects.toThrow(
      /more than one place may hold the schema: billing\/migrations\/, shop\/migrations\/$/,
    );
  });

  it('names a config file that is not there', async () => {
    await expect(loadConfig(tree({}), '', 'gate.yml')).rejects.toThrow(/gate\.yml: no such file in head/);
  });

  it('takes paths relative to the project that the file stands in', async () => {
    const files = tree({
      'services/shop/explain-gate.yml':
        'schema: [db/schema.sql, { command: make db, reads: [db, "*.lock"] }]\nqueries: { include: ["sql/**"] }\nfrequency: { statistics: ops/calls.csv }',
    });
    const loaded = await loadConfig(files, 'services/shop', undefined);
    expect(loaded.config.schema).toEqual([
      'services/shop/db/schema.sql',
      { command: 'make db', reads: ['services/shop/db', 'services/shop/*.lock'] },
    ]);
    expect(loaded.config.frequency.statistics).toBe('services/shop/ops/calls.csv');
    expect(loaded.config.queries.include).toEqual(['services/shop/sql/**']);
  });

  it('takes the folder above .github as the project', async () => {
    const loaded = await loadConfig(
      tree({ '.github/explain-gate.yml': 'schema: [./db/schema.sql]' }),
      '',
      undefined,
    );
    expect(loaded.config.schema).toEqual(['db/schema.sql']);
  });
});
