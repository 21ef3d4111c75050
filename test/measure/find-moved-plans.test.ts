import { beforeAll, describe, expect, it } from 'vitest';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { findMovedPlans } from '../../src/measure/find-moved-plans.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { bindQueries } from '../../src/measure/values/bind-queries.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { openTestSide } from './open-test-side.ts';

const testServer = useTestServer();

const TABLE = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL);
  INSERT INTO orders SELECT i, i % 1000 FROM generate_series(1, 30000) i;
`;

const QUERIES = `
-- name: byCustomer
SELECT * FROM orders WHERE customer_id = :customer;
-- name: byId
SELECT * FROM orders WHERE id = $1;
-- name: all
SELECT count(*) FROM orders;
-- name: gone
SELECT * FROM nowhere;
`;

describe('findMovedPlans', () => {
  let base: MeasuringSide;
  let head: MeasuringSide;
  let pairs: QueryPair[];

  beforeAll(async () => {
    await loadParser();
    pairs = splitStatements('q.sql', QUERIES).map((statement) => {
      const name = statement.name ?? '';
      const { location } = statement;
      return {
        id: `q.sql#${name}`,
        name,
        location,
        change: 'same',
        because: [],
        base: statement,
        head: statement,
      };
    });
    const index = 'CREATE INDEX orders_customer_id_idx ON orders (customer_id);';
    const ofBase = await testServer.createDatabase('base', `${TABLE}${index} ANALYZE`);
    const ofHead = await testServer.createDatabase('head', `${TABLE} ANALYZE`);
    const opened = [await openTestSide(testServer, ofBase), await openTestSide(testServer, ofHead)] as const;
    [base, head] = opened;
    return async () => {
      for (const side of opened) await side[Symbol.asyncDispose]();
    };
  });

  it('finds the query whose index is gone by its generic plan, without any value', async () => {
    expect([...(await findMovedPlans(pairs, { base, head }, bindQueries({ base, head }, {})))]).toEqual([
      'q.sql#byCustomer',
    ]);
  });

  it('finds it by the plan for the values where there are some', async () => {
    const parameters = { byCustomer: { typical: { customer: 7 } } };
    expect([...(await findMovedPlans(pairs, { base, head }, bindQueries({ base, head }, parameters)))]).toEqual(
      ['q.sql#byCustomer'],
    );
  });

  it('finds nothing between equal databases, also for a query that fails on both', async () => {
    expect(
      (await findMovedPlans(pairs, { base, head: base }, bindQueries({ base, head: base }, {}))).size,
    ).toBe(0);
  });
});
