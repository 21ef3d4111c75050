// Values of other rows on the two sides would compare two different questions.
import { beforeAll, describe, expect, it } from 'vitest';
import type { QueryPair } from '../../../src/compare/query-pair.ts';
import type { MeasuringSide } from '../../../src/measure/measuring-session.ts';
import { bindQueries } from '../../../src/measure/values/bind-queries.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { splitStatements } from '../../../src/sql/split-statements.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { openTestSide } from '../open-test-side.ts';

const testServer = useTestServer();

const SCHEMA = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, state text NOT NULL, placed_at date NOT NULL);
  INSERT INTO orders SELECT i, CASE WHEN i % 2 = 0 THEN 7 ELSE i % 90 END, 'state ' || i % 3, date '2026-01-01' + i % 300
    FROM generate_series(1, 3000) i;
  CREATE VIEW orders_view AS SELECT customer_id AS customer, state AS status FROM orders;
  CREATE MATERIALIZED VIEW orders_kept AS SELECT customer_id AS customer, state AS status FROM orders;
`;
/** Head's rows are others: values come from base's. */
const HEAD = `${SCHEMA} UPDATE orders SET customer_id = customer_id + 1000;
  CREATE TABLE refunds (id int PRIMARY KEY, order_id int NOT NULL);
  INSERT INTO refunds SELECT i, i FROM generate_series(1, 10) i;`;

interface Answer {
  readonly failure: string | null;
  readonly values: Readonly<
    Record<string, { readonly base: readonly unknown[] | null; readonly head: readonly unknown[] | null }>
  >;
}

describe('bindQueries', () => {
  let base: MeasuringSide;
  let head: MeasuringSide;

  beforeAll(async () => {
    await loadParser();
    const opened: Awaited<ReturnType<typeof openTestSide>>[] = [];
    for (const schema of [SCHEMA, HEAD]) {
      const database = await testServer.createDatabase('bind', schema);
      await testServer.query(database, 'VACUUM (FREEZE, ANALYZE)');
      opened.push(await openTestSide(testServer, database));
    }
    const [first, second] = opened;
    if (!first || !second) throw new Error('no sides');
    [base, head] = [first, second];
    return async () => {
      for (const side of opened) await side[Symbol.asyncDispose]();
    };
  });

  async function bind(baseSql: string | null, headSql: string | null, own = {}): Promise<Answer> {
    const statement = (sql: string | null) =>
      sql === null ? null : (splitStatements('q.sql', sql)[0] ?? null);
    const [ofBase, ofHead] = [statement(baseSql), statement(headSql)];
    const location = { file: 'q.sql', line: 1, endLine: 1 };
    const pair: QueryPair = {
      id: 'q.sql#q',
      name: 'q',
      location,
      change: 'changed',
      because: [],
      base: ofBase,
      head: ofHead,
    };
    const bound = await bindQueries({ base, head }, own)(pair);
    if ('failure' in bound) return { failure: bound.failure.message, values: {} };
    const values = Object.fromEntries(bound.cases.map(({ name, base, head }) => [name, { base, head }]));
    return { failure: null, values };
  }

  it('takes values from base, and gives them to both sides by the column that they meet', async () => {
    const { values } = await bind(
      'SELECT FROM orders WHERE customer_id = $1 AND state = $2',
      'SELECT FROM orders o WHERE o.state = $1 AND o.customer_id = $2 AND true',
    );
    expect(values['heaviest']).toMatchObject({ base: ['7', expect.stringMatching(/^state/)] });
    for (const { base, head } of Object.values(values)) expect(head).toEqual([...(base ?? [])].reverse());
  });

  it('chooses what base does not have to go with what it has', async () => {
    const { values } = await bind(
      'SELECT FROM orders WHERE customer_id = $1',
      'SELECT FROM orders WHERE state = $2 AND customer_id = $1 AND placed_at > $3',
    );
    expect(values['heaviest']?.base).toEqual(['7']);
    expect(values['heaviest']?.head).toEqual([
      '7',
      expect.stringMatching(/^state/),
      expect.stringMatching(/^2026/),
    ]);
  });

  it('goes by name where the column is another', async () => {
    const { values } = await bind(
      'SELECT FROM orders WHERE customer_id = :customer AND state = :state',
      'SELECT FROM orders WHERE state = :state AND customer_id + 0 = :customer',
    );
    for (const { base, head } of Object.values(values)) expect(head).toEqual([...(base ?? [])].reverse());
  });

  it.each<[what: string, base: string, head: string, positions: readonly number[]]>([
    ['ends of a range', 'placed_at > $1 AND placed_at < $2', 'placed_at < $1 AND placed_at > $2', [2, 1]],
    ['a column of the same name twice', 'state = :a OR state = :b', 'state = :b OR state = :a', [2, 1]],
    ['one that is gone', 'customer_id = $1 AND state = $2', 'state = $1', [2]],
    [
      'an expression by another alias',
      'lower(state) = $1 AND id % $2 = 0 AND customer_id = $3',
      'o.customer_id = $1 AND lower(o.state) = $2 AND o.id % $3 = 0',
      [3, 1, 2],
    ],
    ['one that is doubled', 'customer_id = $1', 'customer_id = $2 OR customer_id + 1 = $1', [0, 1]],
  ])('matches %s', async (_, base, head, positions) => {
    const { values, failure } = await bind(
      `SELECT FROM orders WHERE ${base}`,
      `SELECT FROM orders ${head.includes('o.') ? 'o ' : ''}WHERE ${head} AND true`,
    );
    expect(failure).toBeNull();
    expect(Object.keys(values)).toContain('typical');
    for (const { base, head } of Object.values(values))
      expect(head).toEqual(positions.map((at) => (at === 0 ? expect.any(String) : base?.[at - 1])));
  });

  it('sees the same column through a view, a materialized view and the table', async () => {
    for (const view of ['orders_view', 'orders_kept']) {
      const { values, failure } = await bind(
        'SELECT FROM orders WHERE customer_id = $1 AND state = $2',
        `SELECT FROM ${view} WHERE status = $1 AND customer = $2`,
      );
      expect(failure).toBeNull();
      for (const { base, head } of Object.values(values)) expect(head).toEqual([...(base ?? [])].reverse());
    }
  });

  it('takes the values of a new query from base, or from head where base lacks its tables', async () => {
    const known = await bind(null, 'SELECT FROM orders WHERE customer_id = $1');
    expect(known.values['heaviest']).toEqual({ base: null, head: ['7'] });
    const added = await bind(null, 'SELECT FROM refunds WHERE id = $1');
    expect(Number(added.values['typical']?.head?.[0])).toBeGreaterThan(0);
  });

  it('says what neither side knows', async () => {
    expect(
      await bind('SELECT FROM nowhere WHERE id = $1', 'SELECT FROM nowhere WHERE id = $1 AND true'),
    ).toMatchObject({
      failure: 'relation "nowhere" does not exist (SQLSTATE 42P01)',
    });
  });

  it("takes the user's own sets in place of its own, the config's before those of comments", async () => {
    const sql = '-- @param mine: 5\nSELECT FROM orders WHERE id = $1';
    expect((await bind(sql, `${sql} AND true`)).values).toEqual({ mine: { base: ['5'], head: ['5'] } });
    expect((await bind(sql, sql, { q: { config: [6] } })).values).toEqual({ config: { base: [6], head: [6] } });
  });
});
