// Migrations and seeds that psql loads must load here, to the same end; what it refuses must name its file and line.
import { expect, test } from 'vitest';
import { SchemaError } from '../../../src/errors.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { runText } from './run-text.ts';

const postgres = useTestServer();

async function load(script: string | Buffer, before?: string) {
  const database = await postgres.createDatabase('script', before);
  const notes = await runText(postgres.server, database, script);
  return { notes, rows: (sql: string) => postgres.query(database, sql) };
}

test('statements that must stand outside of a transaction', async () => {
  const { rows } = await load(`
    CREATE TYPE mood AS ENUM ('ok');
    CREATE TABLE t (id int, m mood);
    INSERT INTO t VALUES (1, 'ok');
    ALTER TYPE mood ADD VALUE 'happy';
    INSERT INTO t VALUES (2, 'happy');
    CREATE INDEX CONCURRENTLY t_id ON t (id);
    VACUUM t;
    REINDEX INDEX CONCURRENTLY t_id;`);
  expect(await rows('SELECT id, m FROM t ORDER BY id')).toEqual([
    { id: 1, m: 'ok' },
    { id: 2, m: 'happy' },
  ]);
  expect(await rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass")).toEqual([
    { indisvalid: true },
  ]);
});

test('each statement is a transaction of its own, unless the file says otherwise', async () => {
  const { rows } = await load(`
    CREATE TABLE t (x text);
    INSERT INTO t SELECT pg_current_xact_id()::text;
    INSERT INTO t SELECT pg_current_xact_id()::text;
    BEGIN;
    INSERT INTO t SELECT pg_current_xact_id()::text;
    INSERT INTO t SELECT pg_current_xact_id()::text;
    COMMIT;
    BEGIN;
    INSERT INTO t VALUES ('rolled back');
    ROLLBACK;`);
  expect(await rows('SELECT count(*)::int AS rows, count(DISTINCT x)::int AS transactions FROM t')).toEqual([
    { rows: 4, transactions: 3 },
  ]);
});

test('what psql reads and a splitter may not: bodies, rules, quotes', async () => {
  const { rows } = await load(`
    CREATE TABLE t (x text); CREATE TABLE log (x text);
    CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql BEGIN ATOMIC
      SELECT 1;
      SELECT CASE WHEN i > 0 THEN i * 2 ELSE 0 END;
    END;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN NEW.x := NEW.x || ';'; RETURN NEW; END; $body$;
    CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    CREATE RULE r AS ON DELETE TO t DO ALSO (INSERT INTO log VALUES ('a;'); INSERT INTO log VALUES ('b'));
    DO $$ BEGIN INSERT INTO t VALUES ('it''s'); END $$;
    INSERT INTO t VALUES (E'a\\'b'), (U&'\\0041'), ('back\\slash'); /* a /* nested; */ one */
    SET standard_conforming_strings = off;
    INSERT INTO t VALUES ('off\\';x');
    SET standard_conforming_strings = on;
    INSERT INTO log SELECT twice(21)::text;
    DELETE FROM t WHERE x = 'A;'`);
  expect(await rows('SELECT x FROM t ORDER BY x COLLATE "C"')).toEqual(
    ["a'b;", 'back\\slash;', "it's;", "off';x;"].map((x) => ({ x })),
  );
  expect(await rows('SELECT x FROM log ORDER BY x')).toEqual([{ x: '42' }, { x: 'a;' }, { x: 'b' }]);
});

test('a dump as pg_dump writes it, of a newer major', async () => {
  const { notes, rows } = await load(`--
-- PostgreSQL database dump
--

\\restrict kJ2mH0pTq

SET statement_timeout = 0;
SET invented_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;

CREATE TABLE public.cities (
    id integer NOT NULL,
    name text,
    note text
);
COMMENT ON TABLE public.cities IS 'with; semicolon';
CREATE SEQUENCE public.cities_id_seq AS integer START WITH 1;
ALTER SEQUENCE public.cities_id_seq OWNED BY public.cities.id;

COPY public.cities (id, name, note) FROM stdin;
1\tGenève\t\\N
2\t'quoted'\ttab\\there
3\tback\\\\slash\t$$
\\.

SELECT pg_catalog.setval('public.cities_id_seq', 3, true);
ALTER TABLE ONLY public.cities ADD CONSTRAINT cities_pkey PRIMARY KEY (id);

\\unrestrict kJ2mH0pTq
`);
  expect(await rows('SELECT * FROM public.cities ORDER BY id')).toEqual([
    { id: 1, name: 'Genève', note: null },
    { id: 2, name: "'quoted'", note: 'tab\there' },
    { id: 3, name: 'back\\slash', note: '$$' },
  ]);
  expect(await rows("SELECT nextval('public.cities_id_seq')::int AS next")).toEqual([{ next: 4 }]);
  expect(notes).toEqual([expect.stringMatching(/^db\/seed\.sql:8 \(head\): left out.*invented_timeout/)]);
});

test('COPY of CSV data, replica role, large results', async () => {
  const { rows } = await load(`
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p, x text);
SET session_replication_role = replica;
COPY c FROM stdin WITH (FORMAT csv, HEADER);
id,x
7,"a, ""b""
second line"
\\.
SET session_replication_role = origin;
SELECT repeat('x', 1000) FROM generate_series(1, 20000);
`);
  expect(await rows('SELECT * FROM c')).toEqual([{ id: 7, x: 'a, "b"\nsecond line' }]);
});

test('harmless meta-commands are ignored with a note', async () => {
  const { notes } = await load(
    "\\set ON_ERROR_STOP on\n\\timing\n\\echo 'loading'\n\\pset pager off\nSELECT 1;\n\\dt\n",
  );
  expect(notes).toEqual(
    ['set', 'timing', 'echo', 'pset', 'dt'].map(
      (name, at) => `db/seed.sql:${at === 4 ? 6 : at + 1} (head): \\${name} is ignored`,
    ),
  );
});

const REFUSED: readonly {
  readonly what: string;
  readonly script: string | Buffer;
  readonly before?: string;
  readonly says: readonly (string | RegExp)[];
  readonly code: string;
}[] = [
  {
    what: 'a syntax error',
    script: 'SELECT 1;\n\nCREATE TABLE t (\n  é text, -- ü\n  x itn\n);',
    says: ['db/seed.sql:5 (head)', '42704', 'itn'],
    code: 'schema-sql',
  },
  {
    what: 'an error among many statements under way',
    script: `CREATE TABLE t (x int);\n${'INSERT INTO t VALUES (1);\n'.repeat(500)}INSERT INTO t VALUES ('x');\n${'INSERT INTO u VALUES (1);\n'.repeat(500)}`,
    says: ['db/seed.sql:502 ', '22P02'],
    code: 'schema-sql',
  },
  {
    what: 'a broken constraint',
    script: "INSERT INTO t VALUES (1, 'a');\nINSERT INTO t\nVALUES (1, 'b');",
    before: 'CREATE TABLE t (id int PRIMARY KEY, x text)',
    says: ['db/seed.sql:2 ', '23505', 't_pkey', 'Key (id)=(1) already exists'],
    code: 'schema-sql',
  },
  {
    what: 'a row of COPY',
    script: 'SELECT 1;\nCOPY t\nFROM stdin;\n1\ta\n2\tb\n1\tc\n\\.\n',
    before: 'CREATE TABLE t (id int PRIMARY KEY, x text)',
    says: ['db/seed.sql:6 ', '23505', 't_pkey'],
    code: 'schema-sql',
  },
  {
    what: 'a row of COPY with too many columns, and megabytes behind it',
    script: `COPY t FROM stdin;\n1\n2\t3\n${'4\n'.repeat(2_000_000)}\\.\n`,
    before: 'CREATE TABLE t (id int)',
    says: ['db/seed.sql:3 ', '22P04'],
    code: 'schema-sql',
  },
  {
    what: 'COPY into a relation that is not there',
    script: 'SELECT 1;\nCOPY cities FROM stdin;\n1\n\\.\n',
    says: ['db/seed.sql:2 ', '42P01', 'cities'],
    code: 'schema-sql',
  },
  {
    what: 'an error inside of a function',
    script:
      "SELECT 1;\nDO $$\nBEGIN\n  RAISE EXCEPTION 'no' USING HINT = 'try yes', DETAIL = 'since';\nEND $$;",
    says: ['db/seed.sql:2 ', 'P0001', 'try yes', 'since', 'line 3 at RAISE'],
    code: 'schema-sql',
  },
  {
    what: 'invalid UTF-8 in COPY data',
    script: Buffer.from('COPY t FROM stdin;\nok\ncaf\xe9\n\\.\n', 'latin1'),
    before: 'CREATE TABLE t (x text)',
    says: ['db/seed.sql:3 ', '22021'],
    code: 'schema-sql',
  },
  {
    what: 'another encoding',
    script: "SELECT 1;\nSET client_encoding = 'LATIN1';\nSELECT 2;",
    says: ['db/seed.sql:2 ', 'LATIN1'],
    code: 'schema-not-utf8',
  },
  {
    what: 'a transaction that stays open',
    script: 'SELECT 1;\nBEGIN;\nSELECT 2;\n',
    says: ['db/seed.sql:2 ', 'COMMIT'],
    code: 'schema-open-transaction',
  },
  {
    what: 'a failed transaction of which COMMIT is missing',
    script: 'BEGIN;\nSELECT 1/0;\n',
    says: ['db/seed.sql:2 ', '22012'],
    code: 'schema-sql',
  },
  {
    what: 'an unknown setting inside of a transaction',
    script: 'BEGIN;\nSET invented_timeout = 0;\nCOMMIT;',
    says: ['db/seed.sql:2 ', '42704'],
    code: 'schema-sql',
  },
  {
    what: 'an error before something that is refused',
    script: 'CREATE TABLE t (x itn);\n\\connect other\n',
    says: ['db/seed.sql:1 ', '42704'],
    code: 'schema-sql',
  },
  {
    what: '\\connect',
    script: 'SELECT 1;\n\\connect other\n',
    says: ['db/seed.sql:2 ', '\\connect is refused', 'one database'],
    code: 'schema-meta-command',
  },
  {
    what: '\\i',
    script: '\\i other.sql\n',
    says: ['db/seed.sql:1 ', '\\i is refused'],
    code: 'schema-meta-command',
  },
  { what: '\\!', script: '\\! touch /tmp/x\n', says: ['\\! is refused', 'shell'], code: 'schema-meta-command' },
  {
    what: '\\copy',
    script: '\\copy t from file.csv csv\n',
    says: ['\\copy is refused', '.csv'],
    code: 'schema-meta-command',
  },
  {
    what: '\\gexec',
    script: "SELECT 'CREATE TABLE x ()' \\gexec\n",
    says: ['\\gexec is refused'],
    code: 'schema-meta-command',
  },
  {
    what: 'a variable',
    script: '\\set name value\n',
    says: ['\\set is refused', 'variables'],
    code: 'schema-meta-command',
  },
  {
    what: 'CREATE DATABASE',
    script: 'SELECT 1;\nCREATE /* x */ DATABASE other;',
    says: ['db/seed.sql:2 ', 'CREATE DATABASE is refused'],
    code: 'schema-refused',
  },
  {
    what: 'ALTER SYSTEM',
    script: 'ALTER SYSTEM SET work_mem = 1000;',
    says: ['ALTER SYSTEM is refused'],
    code: 'schema-refused',
  },
];

test.for(REFUSED)('$what is refused, with its line', async ({ script, before, says, code }) => {
  const error = await load(script, before).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SchemaError);
  for (const text of says) expect((error as SchemaError).message).toMatch(text);
  expect(error).toMatchObject({ code });
});

test('a dump that names a role of production says how to write it without', async () => {
  const script = 'CREATE TABLE t (id int);\nALTER TABLE t OWNER TO production_owner;\n';
  await expect(load(script)).rejects.toMatchObject({
    message: expect.stringMatching(/^db\/seed\.sql:2 \(head\): role "production_owner" does not exist/),
    hint: expect.stringContaining('--no-owner'),
  });
});

test('a server that goes away is not the fault of the file', async () => {
  const error = await load('SELECT pg_terminate_backend(pg_backend_pid());').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(SchemaError);
});
