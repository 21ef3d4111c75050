// On a server of the user's own the role may be no superuser: the rows are the same, and the schema is as it was.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseServer } from '../../../src/data/database-server.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { CHECKSUM, generateInto } from './generate-into.ts';

const postgres = useTestServer();
const ROLE = 'generate_owner';

const SCHEMA = `
  CREATE TABLE a (id int PRIMARY KEY, b_id int);
  CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, b_id int REFERENCES b);
  ALTER TABLE a ADD CONSTRAINT "odd ""name""" FOREIGN KEY (b_id) REFERENCES b;
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fired'; END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION refuse();
  CREATE TABLE p (id int, a_id int REFERENCES a, PRIMARY KEY (id)) PARTITION BY RANGE (id);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (500); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (500) TO (2000);`;
const CATALOG = `
  SELECT conrelid::regclass::text AS table, conname, pg_get_constraintdef(oid) AS definition, convalidated FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace UNION ALL
  SELECT tgrelid::regclass::text, tgname, tgenabled::text, tgisinternal FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`;

beforeAll(() => postgres.query('postgres', `CREATE ROLE ${ROLE} LOGIN PASSWORD 'x'`));
afterAll(() => postgres.query('postgres', `DROP ROLE ${ROLE}`));

test('an owner without further rights gets the same rows and keeps every constraint and trigger', async () => {
  const mine = await postgres.createDatabase('by_superuser', SCHEMA);
  await generateInto(postgres.server, mine);
  const own = await postgres.createDatabase('by_owner');
  await postgres.query(
    own,
    `GRANT ALL ON DATABASE "${own}" TO ${ROLE}; GRANT ALL ON SCHEMA public TO ${ROLE};`,
  );
  await postgres.query(own, `SET ROLE ${ROLE}; ${SCHEMA}`);
  const { server } = postgres;
  const asOwner: DatabaseServer = {
    versionNumber: server.versionNumber,
    connection: (database) => ({ ...server.connection(database), user: ROLE, password: 'x' }),
    createDatabase: () => Promise.reject(new Error('not asked for')),
  };
  const before = await postgres.query(own, CATALOG);
  await generateInto(asOwner, own);
  expect(await postgres.query(own, CATALOG)).toEqual(before);
  expect(await postgres.query(own, CHECKSUM)).toEqual(await postgres.query(mine, CHECKSUM));
  await postgres.query(own, `DROP OWNED BY ${ROLE}`);
});
