// Servers before version 14 have no parsed bodies: there the names in a statement say what it depends on.
import { beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/data/connect-database.ts';
import { probeStatements } from '../../../src/data/dependencies/probe-statements.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { useTestServer } from '../../postgres/test-server.ts';

const postgres = useTestServer();
const VERSION_13 = 130_000;
const SCHEMA = `
  CREATE TABLE orders (id int); CREATE TABLE lines (id int, order_id int);
  CREATE SCHEMA app; CREATE TABLE app.orders (id int);
  CREATE FUNCTION total(i int) RETURNS int LANGUAGE sql AS 'SELECT 1';`;

let database: string;
beforeAll(async () => {
  await loadParser();
  database = await postgres.createDatabase('probe', SCHEMA);
});

const CASES: readonly (readonly [sql: string, names: readonly string[], targets?: readonly string[]])[] = [
  [
    'SELECT total(o.id) FROM orders o JOIN lines l ON l.order_id = o.id WHERE l.id = $1',
    ['lines', 'orders', 'total(integer)'],
  ],
  ['SELECT * FROM app.orders', ['app.orders']],
  ['WITH gone AS (DELETE FROM lines RETURNING id) SELECT * FROM gone', ['lines'], ['lines']],
  ['INSERT INTO orders SELECT $1', ['orders'], ['orders']],
];

test.for(CASES)('%s', async ([sql, names, targets = []]) => {
  await using connection = await connectDatabase(postgres.server, database);
  const { client } = connection;
  await client.query('BEGIN');
  const [result] = await probeStatements(client, VERSION_13, [{ id: 'a', sql }]);
  if (result === undefined || 'refused' in result) throw new Error(`refused: ${result?.refused.message}`);
  const shown = async (nodes: readonly string[]) => {
    const texts = nodes.map((node) => ({
      kind: node.startsWith('r') ? 'regclass' : 'regprocedure',
      oid: node.slice(1),
    }));
    const found: string[] = [];
    for (const { kind, oid } of texts)
      found.push((await client.query(`SELECT ${oid}::${kind}::text AS name`)).rows[0].name);
    return [...new Set(found)].sort();
  };
  expect(await shown(result.nodes)).toEqual(names);
  expect(await shown(result.targets.map(({ node }) => node))).toEqual(targets);
});

test('a statement that the server does not accept is refused there too', async () => {
  await using connection = await connectDatabase(postgres.server, database);
  await connection.client.query('BEGIN');
  const results = await probeStatements(connection.client, VERSION_13, [
    { id: 'a', sql: 'SELECT nothing FROM orders' },
  ]);
  expect(results).toMatchObject([{ refused: { sqlstate: '42703' } }]);
});
