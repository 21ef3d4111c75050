// A verdict that depends on which values came out by chance is no verdict.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadParser } from '../../../src/sql/parser.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { chooseFor, openProber } from './open-prober.ts';

const testServer = useTestServer();

/** So many rows that only a part is read, and that ANALYZE samples at random. */
const SCHEMA = `
  CREATE TABLE events (id int PRIMARY KEY, tenant_id int NOT NULL, kind text NOT NULL, at timestamptz NOT NULL);
  INSERT INTO events SELECT i, floor(300 * power((i::bigint * 7919 % 60000) / 60000.0, 3)), 'kind ' || i % 17,
    timestamptz '2026-01-01Z' + i * interval '1 minute' FROM generate_series(1, 60000) i;
  CREATE INDEX ON events (tenant_id);
`;

const POLICY = `
  ALTER TABLE events ENABLE ROW LEVEL SECURITY;
  CREATE POLICY of_tenant ON events USING (tenant_id = current_setting('app.tenant')::int);
`;

const QUERIES = [
  'SELECT FROM events WHERE tenant_id = $1 AND kind = $2',
  'SELECT FROM events WHERE tenant_id = $1 AND at BETWEEN $2 AND $3',
  'SELECT FROM events WHERE id = ANY ($1)',
  "SELECT FROM events WHERE kind LIKE $1 || '%' LIMIT $2 OFFSET $3",
  'SELECT FROM events a JOIN events b ON b.id = a.id + 1 WHERE a.kind = $1 AND b.tenant_id = $2',
];

describe('values', () => {
  beforeAll(() => loadParser());

  it('are equal for equal data', async () => {
    const chosen = [];
    for (let round = 0; round < 2; round += 1) {
      await using prober = await openProber(testServer, SCHEMA);
      const sets = [];
      for (const sql of QUERIES) sets.push(await chooseFor(prober, sql));
      chosen.push(sets);
    }
    expect(chosen[0]).toEqual(chosen[1]);
    expect(chosen[0]?.map(({ failure }) => failure)).toEqual(QUERIES.map(() => null));
    expect(chosen[0]?.[0]?.sets['heaviest']?.[0]).toBe('0');
  });

  it('are of rows that a policy shows', async () => {
    await using prober = await openProber(testServer, `${SCHEMA}${POLICY}`, ["SET app.tenant = '7'"]);
    const { sets } = await chooseFor(prober, 'SELECT FROM events WHERE tenant_id = $1 AND kind = $2');
    const { absent: _absent, ...others } = sets;
    expect(Object.values(others).map(([tenant]) => tenant)).toEqual(Object.values(others).map(() => '7'));
  });
});
