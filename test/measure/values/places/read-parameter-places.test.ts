// A parameter that meets its column behind a function, a view, JSON or arithmetic would get no values.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Prober } from '../../../../src/measure/values/probe/run-probe.ts';
import { loadParser } from '../../../../src/sql/parser.ts';
import { useTestServer } from '../../../postgres/test-server.ts';
import { chooseFor, openProber, runWith } from '../open-prober.ts';

const testServer = useTestServer();

const SCHEMA = `
  CREATE TABLE jobs (id int PRIMARY KEY, queue text NOT NULL, "runAt" timestamptz NOT NULL, attempts int NOT NULL, note text);
  INSERT INTO jobs SELECT i, 'queue ' || i % 7, timestamptz '2026-01-01Z' + i * interval '1 hour', i % 3,
    CASE WHEN i % 2 = 0 THEN 'note ' || i END FROM generate_series(1, 2000) i;
  CREATE VIEW open_jobs AS SELECT j.id AS job, j.queue AS name FROM jobs j WHERE j.attempts < 2;
  CREATE VIEW open_queues AS SELECT o.name AS label, o.job FROM open_jobs o;
  CREATE FUNCTION jobs_of(wanted text, lowest int DEFAULT 0) RETURNS SETOF jobs LANGUAGE sql STABLE
    AS 'SELECT * FROM jobs WHERE queue = wanted AND attempts >= jobs_of.lowest';
  CREATE FUNCTION job_of(int) RETURNS SETOF jobs LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM jobs WHERE id = $1; END;
  CREATE FUNCTION finish(ids int[], options jsonb, tag text DEFAULT 'none') RETURNS SETOF jobs LANGUAGE plpgsql AS $$
    DECLARE v_note text;
    BEGIN
      v_note := tag;
      IF options ->> 'note' IS NULL THEN RETURN; END IF;
      RETURN QUERY UPDATE jobs SET note = options ->> 'note' WHERE id = ANY (ids) RETURNING *;
    END $$;
`;

describe('chooseValues', () => {
  let prober: Prober;

  beforeAll(async () => {
    await loadParser();
    const opened = await openProber(testServer, SCHEMA);
    prober = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  it.each<[what: string, sql: string, typical: number]>([
    ['a function in SQL', 'SELECT * FROM jobs_of($1, lowest => $2)', 1],
    ['a function with a body of its own grammar', 'SELECT * FROM job_of($1)', 1],
    ['a function in PL/pgSQL, JSON and a default', 'SELECT * FROM finish($1, $2::jsonb, $3)', 10],
    ['a view of a view', 'SELECT FROM open_queues WHERE label = $1 AND job = $2', 1],
    [
      'records of JSON',
      `UPDATE jobs j SET note = x.note FROM json_to_recordset($1::text::json) AS x (id int, queue text, note text)
       WHERE j.id = x.id AND j.queue = x.queue RETURNING j.id`,
      10,
    ],
    [
      'elements of JSON',
      `WITH given AS (SELECT (el -> 'job' ->> 'id')::int AS id, el ->> 'note' AS note, at
         FROM jsonb_array_elements($1) WITH ORDINALITY AS els (el, at))
       UPDATE jobs j SET note = given.note FROM given WHERE j.id = given.id RETURNING j.id`,
      10,
    ],
    [
      'records of a table',
      'INSERT INTO jobs SELECT * FROM json_populate_recordset(NULL::jobs, $1) RETURNING id',
      10,
    ],
    [
      'an object of JSON',
      `WITH given AS (SELECT $2::jsonb AS data) UPDATE jobs SET attempts = coalesce((o.data ->> 'attempts')::int, attempts)
       FROM given o WHERE id = $1 RETURNING id`,
      1,
    ],
    [
      'pairs of arrays',
      'SELECT FROM jobs WHERE (queue, id) IN (SELECT q, i FROM unnest($1::text[], $2::int[]) AS p (q, i))',
      10,
    ],
    [
      'an interval before the last',
      `SELECT FROM jobs WHERE "runAt" > (SELECT max("runAt") FROM jobs) - $1::interval`,
      999,
    ],
  ])('finds rows through %s', async (_, sql, typical) => {
    const { sets, failure } = await chooseFor(prober, sql);
    expect(failure).toBeNull();
    expect(await runWith(prober, sql, sets['typical'] ?? [])).toBeGreaterThanOrEqual(typical);
  });

  it.each([
    [
      'UPDATE jobs SET "runAt" = now() + $1 * interval \'1 hour\' WHERE id = $2',
      (value: number) => value > 0 && value < 2000,
    ],
    [
      'SELECT FROM jobs WHERE "runAt" > to_timestamp($1::float8 / 1000)',
      (ms: number) => ms > Date.parse('2026-01-01T00:00:00Z'),
    ],
    [
      'SELECT FROM jobs WHERE "runAt" < now() - make_interval(days => $1)',
      (days: number) => days > 0 && days < 84,
    ],
  ])('turns arithmetic round: %s', async (sql, fits) => {
    const { sets } = await chooseFor(prober, sql);
    expect(Number(sets['typical']?.[0])).toSatisfy(fits);
  });

  it('makes documents of one and of many elements', async () => {
    const { sets } = await chooseFor(
      prober,
      'SELECT FROM jobs j JOIN json_to_recordset($1) AS x (id int, "runAt" timestamptz) ON j.id = x.id AND j."runAt" = x."runAt"',
    );
    const lengths = Object.entries(sets).map(([name, [json]]) => [name, JSON.parse(json ?? '').length]);
    expect(Object.fromEntries(lengths)).toMatchObject({ typical: 10, wide: 1000, other: 1 });
  });

  it('takes the next use of a parameter where the first one has no rows', async () => {
    await expect(
      chooseFor(
        prober,
        `SELECT FROM jobs WHERE (SELECT e.id FROM (SELECT id FROM jobs WHERE false) e) = $1 OR attempts = $1`,
      ),
    ).resolves.toMatchObject({ failure: null });
  });

  it.each([
    [
      "SELECT pg_notify('channel', $1)",
      'no value for $1: it meets no column; it is an argument of pg_notify()',
    ],
    ["SELECT ($1::jsonb ->> 'a')", 'no value for $1: it meets no column'],
  ])('makes nothing up: %s', async (sql, failure) => {
    expect(await chooseFor(prober, sql)).toEqual({ failure, sets: {} });
  });
});
