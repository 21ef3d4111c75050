// An INSERT that fails on a constraint measures nothing: a user would miss every write.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Prober } from '../../../../src/measure/values/probe/run-probe.ts';
import { loadParser } from '../../../../src/sql/parser.ts';
import { useTestServer } from '../../../postgres/test-server.ts';
import { chooseFor, openProber, runWith } from '../open-prober.ts';

const testServer = useTestServer();

const SCHEMA = `
  CREATE TYPE status AS ENUM ('new', 'paid');
  CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}-[0-9]{4}$');
  CREATE TABLE teams (id int PRIMARY KEY, code code NOT NULL UNIQUE, name varchar(8) NOT NULL);
  CREATE UNIQUE INDEX ON teams (lower(name));
  CREATE TABLE people (id uuid PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email LIKE '%@%.org'), team_id int NOT NULL REFERENCES teams);
  CREATE TABLE profiles (person_id uuid PRIMARY KEY REFERENCES people, born date NOT NULL CHECK (born > '1900-01-01'));
  CREATE TABLE members (team_id int REFERENCES teams, person_id uuid REFERENCES people, PRIMARY KEY (team_id, person_id));
  CREATE TABLE scores (person_id uuid REFERENCES people, day date, points int NOT NULL CHECK (points BETWEEN 1 AND 6), PRIMARY KEY (person_id, day));
  CREATE TABLE tickets (id serial PRIMARY KEY, team_id int NOT NULL REFERENCES teams, status status NOT NULL, note text);
  CREATE TABLE visits (id serial PRIMARY KEY, person_id uuid, left_at timestamptz);
  INSERT INTO teams SELECT i, 'ABC-' || 1000 + i, 'Team ' || i FROM generate_series(1, 50) i;
  INSERT INTO people SELECT gen_random_uuid(), 'p' || i || '@example.org', 1 + i % 50 FROM generate_series(1, 400) i;
  INSERT INTO profiles SELECT id, '1980-01-01' FROM people ORDER BY email LIMIT 399;
  INSERT INTO members SELECT team_id, id FROM people;
  INSERT INTO scores SELECT id, date '2026-01-01' + d, 1 + d FROM people, generate_series(0, 5) d;
  INSERT INTO visits (person_id) SELECT id FROM people;
`;

describe('chooseStored', () => {
  let prober: Prober;
  beforeAll(async () => {
    await loadParser();
    const opened = await openProber(testServer, SCHEMA);
    prober = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  it.each([
    [
      'a domain, a unique index on an expression and a limit of length',
      'INSERT INTO teams VALUES ($1, $2, $3) RETURNING 1',
    ],
    ['a uuid and a CHECK', 'INSERT INTO people (id, email, team_id) VALUES ($1, $2, $3) RETURNING 1'],
    ['a row for each of another table', 'INSERT INTO profiles VALUES ($1, $2) RETURNING 1'],
    ['a table that links two others', 'INSERT INTO members VALUES ($1, $2) RETURNING 1'],
    ['a key of two columns', 'INSERT INTO scores VALUES ($1, $2, $3) RETURNING 1'],
    ['several rows', 'INSERT INTO scores VALUES ($1, $2, $3), ($4, $5, $6) RETURNING 1'],
    ['arrays', 'INSERT INTO scores SELECT * FROM unnest($1::uuid[], $2::date[], $3::int[]) RETURNING 1'],
    [
      'a WITH query',
      'WITH t AS (INSERT INTO teams VALUES ($1, $2, $3) RETURNING id) INSERT INTO tickets (team_id, status) SELECT id, $4 FROM t RETURNING 1',
    ],
    ['a column that holds nothing but NULL', 'UPDATE visits SET left_at = $1 WHERE id = $2 RETURNING 1'],
    [
      'rows that are locked first',
      'WITH locked AS (SELECT id FROM people WHERE email = $1 FOR UPDATE) UPDATE profiles SET born = $2 FROM locked WHERE person_id = locked.id RETURNING 1',
    ],
    ['a unique column of an UPDATE', 'UPDATE people SET email = $1 WHERE id = $2 RETURNING 1'],
  ])('stores what %s allows', async (_, sql) => {
    const { failure, sets } = await chooseFor(prober, sql);
    expect(failure).toBeNull();
    expect(await runWith(prober, sql, sets['typical'] ?? [])).toBeGreaterThan(0);
  });

  it('takes the other way too where a row may be there already', async () => {
    const sql = 'INSERT INTO teams VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING 1';
    const { sets } = await chooseFor(prober, sql);
    expect(await runWith(prober, sql, sets['typical'] ?? [])).toBe(1);
    expect(await runWith(prober, sql, sets['other'] ?? [])).toBe(0);
  });

  it('takes references, labels and nothing else for a table without rows', async () => {
    const sql = 'INSERT INTO tickets (team_id, status) VALUES ($1, $2) RETURNING 1';
    const { sets } = await chooseFor(prober, sql);
    expect(sets['typical']).toEqual(['1', 'new']);
    expect(
      await chooseFor(prober, 'INSERT INTO tickets (team_id, status, note) VALUES (1, $1, $2)'),
    ).toMatchObject({
      failure: 'no value for $2: tickets.note has no rows',
    });
  });
});
