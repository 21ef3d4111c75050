import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectConfig } from '../../src/config/detect-config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { writeConfig } from '../../src/config/write-config.ts';
import type { DeclaredQueries } from '../../src/sql/conventions/declared-queries.ts';

const name = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom('001.sql', '- a: b', '# x', '*', '{', "it's", 'null', '1e3', 'a\nb: c', 'ä ö', '"', ' lead'),
);
const place = fc.constantFrom(
  ...['db/migrations/', 'db/seeds/', 'schema.sql', 'db/seed.sql', 'queries/', 'sql/migrations/'],
);
const file = fc
  .tuple(place, name)
  .map(([folder, rest]) => (folder.endsWith('/') ? `${folder}${rest}.sql` : folder));
const declared: fc.Arbitrary<DeclaredQueries> = fc.record({
  file: name,
  database: fc.constantFrom('PostgreSQL', 'MySQL', 'x\n# y'),
  queries: fc.array(name, { maxLength: 2 }),
  schema: fc.array(
    fc.oneof(
      name,
      place.map((path) => path.replace(/\/$/, '')),
    ),
    { maxLength: 2 },
  ),
});

test('what is written loads, and is what was detected', () => {
  fc.assert(
    fc.property(fc.array(file, { maxLength: 6 }), fc.array(declared, { maxLength: 2 }), (files, tools) => {
      const detection = detectConfig(files, tools);
      expect(parseConfig(writeConfig(detection), 'explain-gate.yml')).toEqual(detection.config);
    }),
  );
});

test('a reader is told what each part is, where the queries come from, and that a seed is missing', () => {
  const tools = [
    { file: 'sqlc.yaml', database: 'PostgreSQL', queries: ['db/query'], schema: ['db/schema'] },
    { file: 'sqlc.yaml', database: 'SQLite', queries: ['lite'], schema: [] },
  ];
  const text = writeConfig(detectConfig(['db/schema/1.sql', 'db/migrations/1.sql'], tools));
  expect(text).toContain('# sqlc.yaml: db/query (PostgreSQL)');
  expect(text).toContain('# sqlc.yaml: lite (SQLite, not checked)');
  expect(text).toContain('# seed: none was found.');
  expect(text).toMatch(/^schema:\n {2}- db\/schema$/m);
  expect(text).toMatch(/^# parameters:$/m);
});
