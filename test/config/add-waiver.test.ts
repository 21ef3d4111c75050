import { expect, test } from 'vitest';
import { addWaiver } from '../../src/config/add-waiver.ts';
import { parseConfig } from '../../src/config/parse-config.ts';

const waiver = {
  query: 'byCustomer',
  rule: 'more-blocks',
  reason: 'at night: "only"',
  until: '2027-03-31',
} as const;

const CONFIG = `# ours
schema: [db/migrations] # keep

seed:
  # the cities
  - db/seed.sql
`;

test('what stands in the file stays, comments too', () => {
  const written = addWaiver(CONFIG, 'explain-gate.yml', waiver);
  for (const comment of ['# ours', '# keep', '# the cities']) expect(written).toContain(comment);
  expect(parseConfig(written, 'explain-gate.yml')).toEqual({
    ...parseConfig(CONFIG, 'explain-gate.yml'),
    waivers: [waiver],
  });
});

test('a second one is added, and the same one is renewed', () => {
  const one = addWaiver(CONFIG, 'c', waiver);
  const two = addWaiver(one, 'c', { ...waiver, rule: 'slower' });
  const renewed = addWaiver(two, 'c', { ...waiver, until: '2028-01-01' });
  expect(parseConfig(renewed, 'c').waivers.map(({ rule, until }) => [rule, until])).toEqual([
    ['more-blocks', '2028-01-01'],
    ['slower', '2027-03-31'],
  ]);
});

test('an empty list, and an empty file, take one', () => {
  for (const text of ['waivers: []\n', '# nothing yet\n', ''])
    expect(parseConfig(addWaiver(text, 'c', waiver), 'c').waivers).toEqual([waiver]);
});
