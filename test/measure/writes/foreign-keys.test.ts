// Each way in which PostgreSQL looks referencing rows up: a user would miss the one whose missing index is not named.
import { beforeAll, describe, expect, it } from 'vitest';
import { measureWork } from '../../../src/measure/measure-work.ts';
import type { MeasuringSide } from '../../../src/measure/measuring-session.ts';
import { slowTrigger } from '../../../src/rules/slow-trigger.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { caseOf } from '../../rules/measurements.ts';
import { openTestSide } from '../open-test-side.ts';

const testServer = useTestServer();

/** 20,000 referencing rows: a table of some 200 blocks or more, which is read whole without an index. */
const SCHEMA = `
  CREATE SCHEMA shop;
  CREATE TABLE shop.parents (id int PRIMARY KEY, tenant int NOT NULL, number int NOT NULL, UNIQUE (tenant, number));
  INSERT INTO shop.parents SELECT i, i % 10, i FROM generate_series(1, 1000) i;

  CREATE TABLE parents_1 (LIKE shop.parents INCLUDING ALL);
  INSERT INTO parents_1 TABLE shop.parents;
  CREATE TABLE parents_2 (LIKE shop.parents INCLUDING ALL);
  INSERT INTO parents_2 TABLE shop.parents;
  CREATE TABLE parents_3 (LIKE shop.parents INCLUDING ALL);
  INSERT INTO parents_3 TABLE shop.parents;
  CREATE TABLE parents_4 (id int PRIMARY KEY) PARTITION BY RANGE (id);
  CREATE TABLE parents_4_low PARTITION OF parents_4 FOR VALUES FROM (0) TO (500);
  CREATE TABLE parents_4_high PARTITION OF parents_4 FOR VALUES FROM (500) TO (2000);
  INSERT INTO parents_4 SELECT id FROM shop.parents;

  CREATE TABLE cascading (id int PRIMARY KEY, parent int REFERENCES shop.parents ON DELETE CASCADE, note text NOT NULL);
  INSERT INTO cascading SELECT i, 1 + i % 1000, repeat('x', 60) FROM generate_series(1, 20000) i;
  CREATE TABLE nulled (id int PRIMARY KEY, parent int REFERENCES parents_1 ON DELETE SET NULL, note text NOT NULL);
  INSERT INTO nulled SELECT i, 1 + i % 1000, repeat('x', 60) FROM generate_series(1, 20000) i;
  CREATE TABLE composite (id int PRIMARY KEY, tenant int, number int, note text NOT NULL,
    FOREIGN KEY (tenant, number) REFERENCES parents_2 (tenant, number) ON UPDATE CASCADE);
  INSERT INTO composite SELECT i, i % 10, i % 500 / 10 * 10 + i % 10, repeat('x', 60) FROM generate_series(1, 20000) i
    WHERE i % 500 / 10 * 10 + i % 10 > 0;
  CREATE TABLE parts (id int NOT NULL, parent int REFERENCES parents_3, note text NOT NULL) PARTITION BY RANGE (id);
  CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10000);
  CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10000) TO (30000);
  INSERT INTO parts SELECT i, 1 + i % 500, repeat('x', 60) FROM generate_series(1, 20000) i;
  CREATE TABLE of_parts (id int PRIMARY KEY, parent int REFERENCES parents_4, note text NOT NULL);
  INSERT INTO of_parts SELECT i, 1 + i % 400, repeat('x', 60) FROM generate_series(1, 20000) i;
`;

describe('slow-trigger', () => {
  let database: string;
  let side: MeasuringSide;

  beforeAll(async () => {
    database = await testServer.createDatabase('foreign_keys', SCHEMA);
    await testServer.query(database, 'VACUUM (FREEZE, ANALYZE)');
    const opened = await openTestSide(testServer, database);
    side = opened;
    return () => opened[Symbol.asyncDispose]();
  });

  async function check(sql: string): Promise<string | undefined> {
    const { outcome } = await measureWork({ side, sql, values: [] });
    expect(outcome.kind, JSON.stringify(outcome).slice(0, 300)).toBe('measured');
    const options = { maxIncreasePercent: 25, minBlocks: 100, minMilliseconds: 0.2 };
    return slowTrigger.check(caseOf(null, outcome, null), options)?.message;
  }

  it.each([
    [
      'ON DELETE CASCADE from another schema',
      'DELETE FROM shop.parents WHERE id = 42',
      'foreign key cascading_parent_fkey of cascading',
      'cascading (parent)',
      'CREATE INDEX added ON cascading (parent)',
    ],
    [
      'ON DELETE SET NULL',
      'DELETE FROM parents_1 WHERE id = 42',
      'foreign key nulled_parent_fkey of nulled',
      'nulled (parent)',
      'CREATE INDEX added ON nulled (parent)',
    ],
    [
      'ON UPDATE CASCADE of a key of two columns',
      'UPDATE parents_2 SET number = 5000 WHERE id = 42',
      'foreign key composite_tenant_number_fkey of composite',
      'composite (tenant, number)',
      'CREATE INDEX added ON composite (number, tenant)',
    ],
    [
      'a partitioned table that refers',
      'DELETE FROM parents_3 WHERE id = 942',
      'foreign key parts_parent_fkey of parts',
      'parts (parent)',
      'CREATE INDEX added ON parts (parent)',
    ],
    [
      'a partitioned table that is referred to',
      'DELETE FROM parents_4 WHERE id = 942',
      'of of_parts',
      'of_parts (parent)',
      'CREATE INDEX added ON of_parts (parent)',
    ],
  ])('%s: names key and index, and is silent with it', async (_, sql, key, index, ddl) => {
    const message = await check(sql);
    expect(message).toContain(key);
    expect(message).toContain(`no index leads to the referencing rows: ${index}`);
    await testServer.query(database, ddl);
    expect(await check(sql)).toBeUndefined();
    await testServer.query(database, 'DROP INDEX added');
  });
});
