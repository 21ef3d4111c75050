// A shape is production's word, the config is the user's: the user's comes first, column by column.
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { ConfigError } from '../../src/errors.ts';

async function load(generate: string, shape: string) {
  const files: Readonly<Record<string, string>> = {
    'app/explain-gate.yml': `seed: [{ generate: ${generate} }]`,
    'app/db/shape.yml': shape,
  };
  const read = (path: string) => Promise.resolve(Buffer.from(files[path] ?? ''));
  const { config } = await loadConfig({ files: () => Object.keys(files), read }, 'app', undefined);
  return config.seed[0];
}

const SHAPE = `shapeVersion: 1
tables:
  public.orders:
    rows: 5000
    columns:
      state: { nulls: 0.1, distinct: 4, common: [0.6, 0.2] }
      note: { nulls: 0.9, length: 80 }
  audit.log: { rows: 9 }
`;

test('what the config says comes before the shape, column by column', async () => {
  const generate =
    '{ shape: db/shape.yml, tables: { orders: { rows: 70, columns: { state: { nulls: 0 } } } } }';
  expect(await load(generate, SHAPE)).toEqual({
    generate: {
      seed: 1,
      rows: 10000,
      scale: 1,
      shape: 'app/db/shape.yml',
      tables: {
        'public.orders': {
          rows: 70,
          rowsAreEstimated: false,
          columns: {
            state: { nulls: 0, distinct: 4, common: [0.6, 0.2] },
            note: { nulls: 0.9, length: 80 },
          },
        },
        'audit.log': { rows: 9, rowsAreEstimated: true, columns: {} },
      },
    },
  });
});

test.for([
  [
    'a key that does not exist',
    SHAPE.replace('length: 80', 'lenght: 80'),
    /^app\/db\/shape\.yml:7: unknown key `tables\.public\.orders\.columns\.note\.lenght`; did you mean `length`\?/,
  ],
  [
    'a share that is none',
    SHAPE.replace('nulls: 0.9', 'nulls: 9'),
    /^app\/db\/shape\.yml:7: `tables\.public\.orders\.columns\.note\.nulls` is 9/,
  ],
  [
    'another version',
    SHAPE.replace('shapeVersion: 1', 'shapeVersion: 2'),
    /^app\/db\/shape\.yml:1: `shapeVersion` is 2/,
  ],
  ['shares of more than all rows', SHAPE.replace('0.6', '0.9'), /the shares are more than 1 together/],
] as const)('%s in a shape is named with file and line', async ([, shape, message]) => {
  const failure = load('{ shape: db/shape.yml }', shape);
  await expect(failure).rejects.toBeInstanceOf(ConfigError);
  await expect(failure).rejects.toThrow(message);
});
