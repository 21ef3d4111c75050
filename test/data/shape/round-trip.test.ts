// Figures of one database make another that the planner sees in the same way, and no value goes with them.
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { readShape } from '../../../src/data/shape/read-shape.ts';
import { writeShape } from '../../../src/data/shape/write-shape.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { generateInto } from '../generate/generate-into.ts';

const postgres = useTestServer();
const SECRET = 'SECRET-7f3a';

const SCHEMA = `
  CREATE TABLE tenants (id int PRIMARY KEY, name text NOT NULL UNIQUE);
  CREATE TABLE users (id bigserial PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenants, email text NOT NULL,
    created_at timestamptz NOT NULL, country char(2), bio text, score numeric(8,2), UNIQUE (tenant_id, id));
  CREATE TABLE events (id uuid PRIMARY KEY, tenant_id int NOT NULL, user_id bigint, kind text NOT NULL, at timestamptz NOT NULL,
    tags int[], payload jsonb, FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id));`;

/** Production: one tenant has half of the users, most bios are empty, and values that nobody may see are everywhere. */
const ROWS = `
  INSERT INTO tenants SELECT i, '${SECRET} tenant ' || i FROM generate_series(1, 200) i;
  INSERT INTO users (tenant_id, email, created_at, country, bio, score)
  SELECT CASE WHEN i % 2 = 0 THEN 17 WHEN i % 10 = 1 THEN 5 ELSE 1 + i * 7919 % 200 END, '${SECRET}' || i || '@example.com',
    '2023-01-01Z'::timestamptz + i * interval '1 minute', CASE WHEN i % 3 = 0 THEN 'CH' WHEN i % 5 = 0 THEN 'NO' END,
    CASE WHEN i % 4 = 0 THEN repeat('${SECRET} ', 10) || i END, (i * 31 % 500) / 10.0
  FROM generate_series(1, 10000) i;
  INSERT INTO events SELECT md5(i::text)::uuid, u.tenant_id, u.id, (ARRAY['${SECRET}','b','c','d'])[1 + floor(log(2, 1 + i % 15))::int],
    '2024-01-01Z'::timestamptz + i * interval '10 seconds', ARRAY[i % 9, i % 4], jsonb_build_object('${SECRET}', i)
  FROM generate_series(1, 20000) i JOIN users u ON u.id = 1 + i * 7919 % 9000;
  ANALYZE;`;

async function readFrom(database: string, values: readonly string[] = []) {
  await using connection = await connectDatabase(postgres.server, database);
  return writeShape(await readShape(connection.client, { isWanted: () => true, values }), values);
}

/** Options as a config with `shape: db/shape.yml` gives them. */
async function optionsFrom(shape: string) {
  const files: Readonly<Record<string, string>> = {
    'explain-gate.yml': 'seed: [{ generate: { shape: db/shape.yml } }]',
    'db/shape.yml': shape,
  };
  const read = (path: string) => Promise.resolve(Buffer.from(files[path] ?? ''));
  const { config } = await loadConfig({ files: () => Object.keys(files), read }, '', undefined);
  const [step] = config.seed;
  if (typeof step !== 'object' || !('generate' in step)) throw new Error('no generate step');
  return step.generate;
}

const STATISTICS = `
  SELECT tablename || '.' || attname AS column, null_frac::float8 AS nulls, correlation::float8 AS correlation, avg_width AS width,
    CASE WHEN n_distinct < 0 THEN -n_distinct * c.reltuples ELSE n_distinct END::float8 AS distinct,
    coalesce(most_common_freqs, '{}')::float8[] AS freqs, c.reltuples AS rows
  FROM pg_stats s JOIN pg_class c ON c.oid = format('%I.%I', schemaname, tablename)::regclass
  WHERE schemaname = 'public' ORDER BY 1`;

interface Statistics {
  readonly column: string;
  readonly nulls: number;
  readonly correlation: number | null;
  readonly width: number;
  readonly distinct: number;
  readonly freqs: readonly number[];
  readonly rows: number;
}

test('the statistics of the new database are those of the old one', async () => {
  const old = await postgres.createDatabase('shape_old', SCHEMA + ROWS);
  const shape = await readFrom(old);
  expect(shape).not.toContain('SECRET');
  const made = await postgres.createDatabase('shape_new', SCHEMA);
  await generateInto(postgres.server, made, await optionsFrom(shape));
  const statistics = async (database: string) =>
    (await postgres.query(database, `ANALYZE; ${STATISTICS}`)) as unknown as readonly Statistics[];
  const [before, after] = [await statistics(old), await statistics(made)];
  expect(after.map(({ column }) => column)).toEqual(before.map(({ column }) => column));
  const far: string[] = [];
  for (const [at, left] of before.entries()) {
    const right = after[at] as Statistics;
    const check = (what: string, isNear: boolean, a: unknown, b: unknown) => {
      if (!isNear) far.push(`${left.column}: ${what} ${a} → ${b}`);
    };
    check('rows', Math.abs(right.rows - left.rows) <= 0.01 * left.rows, left.rows, right.rows);
    check('nulls', Math.abs(right.nulls - left.nulls) <= 0.02, left.nulls, right.nulls);
    check(
      'distinct',
      Math.abs(right.distinct - left.distinct) <= Math.max(3, 0.15 * left.distinct),
      left.distinct,
      right.distinct,
    );
    check(
      'top frequency',
      Math.abs((right.freqs[0] ?? 0) - (left.freqs[0] ?? 0)) <= 0.02,
      left.freqs[0],
      right.freqs[0],
    );
    // Of few values PostgreSQL's own estimate rests on how equal ones happen to lie.
    if (left.correlation !== null && left.distinct > 50 && (left.freqs[0] ?? 0) < 0.1) {
      check(
        'correlation',
        Math.abs((right.correlation ?? 0) - left.correlation) <= 0.1,
        left.correlation,
        right.correlation,
      );
    }
    check(
      'width',
      Math.abs(right.width - left.width) <= Math.max(4, 0.25 * left.width),
      left.width,
      right.width,
    );
  }
  expect(far).toEqual([]);
});

test('values are written of a column that is named, and of no other', async () => {
  const old = await postgres.createDatabase('shape_values', SCHEMA + ROWS);
  const shape = await readFrom(old, ['public.users.country']);
  expect(shape).not.toContain('SECRET');
  expect(shape).toMatch(/country: .*value: CH.*weight: 0\.333.*value: NO/);
  await expect(readFrom(old, ['public.users.contry'])).rejects.toThrow(
    '--values public.users.contry: no statistics of such a column; did you mean public.users.country?',
  );
});
