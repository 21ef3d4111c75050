import pg from 'pg';
import { chooseValues } from '../../src/measure/values/choose-values.ts';
import { createProber } from '../../src/measure/values/probe/run-probe.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { silentProgress } from '../repository/silent-progress.ts';
import { makeBenchProject } from './bench-project.ts';

/** What choosing values cost. */
export interface ValuesCost {
  readonly rows: number;
  readonly queries: number;
  /** Of all queries, one after the other, ms. */
  readonly totalMs: number;
  readonly medianMs: number;
  readonly slowest: { readonly sql: string; readonly ms: number };
  /** Sets that were chosen. */
  readonly sets: number;
  /** Queries that got none, and why. */
  readonly failures: readonly string[];
}

/** Twenty kinds of parameterised statements; T1 and T2 are aliases, so that no two texts are equal. */
const KINDS = [
  'SELECT * FROM customers T1 WHERE T1.id = $1',
  'SELECT T1.id FROM customers T1 WHERE T1.email = $1',
  'SELECT * FROM customers T1 WHERE lower(T1.email) = lower($1)',
  'SELECT * FROM customers T1 WHERE T1.city = $1 ORDER BY T1.id LIMIT $2 OFFSET $3',
  "SELECT * FROM customers T1 WHERE T1.email LIKE $1 || '%'",
  'SELECT * FROM customers T1 WHERE T1.id = ANY ($1::int[])',
  'SELECT * FROM orders T1 WHERE T1.customer_id = $1 ORDER BY T1.placed_at DESC LIMIT $2',
  'SELECT sum(T1.cents) FROM orders T1 WHERE T1.placed_at >= $1 AND T1.placed_at < $2',
  'SELECT * FROM orders T1 WHERE T1.customer_id = $1 AND T1.placed_at BETWEEN $2 AND $3',
  'SELECT * FROM orders T1 WHERE (T1.placed_at, T1.id) < ($1, $2) ORDER BY T1.placed_at DESC, T1.id DESC LIMIT 20',
  'SELECT * FROM orders T1 WHERE T1.cents > $1',
  'SELECT T2.email, T1.* FROM orders T1 JOIN customers T2 ON T2.id = T1.customer_id WHERE T2.email = $1 AND T1.cents > $2',
  'SELECT T2.city, sum(T1.cents) FROM orders T1 JOIN customers T2 ON T2.id = T1.customer_id WHERE T1.placed_at > $1 GROUP BY T2.city',
  'SELECT * FROM lines T1 JOIN orders T2 ON T2.id = T1.order_id WHERE T1.product = $1 AND T2.customer_id = $2',
  'SELECT * FROM orders T1 WHERE T1.customer_id = $1 AND EXISTS (SELECT FROM lines T2 WHERE T2.order_id = T1.id AND T2.product = $2)',
  'WITH T2 AS (SELECT customer_id, count(*) AS n FROM orders WHERE cents = $1 GROUP BY 1) SELECT * FROM customers T1 JOIN T2 ON T2.customer_id = T1.id WHERE T1.city = $2',
  'SELECT T1.customer_id, count(*) FROM orders T1 LEFT JOIN lines T2 ON T2.order_id = T1.id WHERE T2.product IN ($1, $2, $3) GROUP BY 1',
  'UPDATE orders T1 SET cents = $1 WHERE T1.id = $2',
  'DELETE FROM lines T1 WHERE T1.order_id = $1 AND T1.position = $2',
  'INSERT INTO lines AS T1 (order_id, position, product) VALUES ($1, $2, $3) RETURNING T1.order_id',
] as const;

const ALIASES = [
  ['a', 'b'],
  ['c', 'd'],
  ['e', 'f'],
  ['g', 'h'],
  ['x', 'y'],
] as const;

/** Chooses values for 100 queries over ten million rows; `quick` over a tenth of them. */
export async function benchValues({ quick }: { readonly quick: boolean }): Promise<ValuesCost> {
  const rows = quick ? 1_000_000 : 10_000_000;
  await loadParser();
  const statements = ALIASES.flatMap(([first, second]) =>
    KINDS.flatMap((kind) =>
      splitStatements('bench.sql', `${kind.replaceAll('T1', first).replaceAll('T2', second)};`),
    ),
  );
  const options = { provider: 'embedded', image: '', version: 18, settings: {} } as const;
  await using server = await startServer(options, { progress: silentProgress });
  const database = await server.createDatabase('values');
  const { migration, seed } = makeBenchProject(rows, 0);
  const client = new pg.Client({ ...server.connection(database) });
  await client.connect();
  try {
    await client.query(migration);
    await client.query(seed);
    await client.query('CHECKPOINT');
    await client.query('VACUUM (FREEZE, ANALYZE)');
  } finally {
    await client.end();
  }
  await server.createMeasuringRole([database]);
  await using session = await server.openMeasuringSession(database, { session: [], statementSeconds: 30 });
  // Awaited here: the session and the server go when this function ends.
  return await choose(statements, createProber(session), rows);
}

async function choose(
  statements: readonly Statement[],
  prober: ReturnType<typeof createProber>,
  rows: number,
): Promise<ValuesCost> {
  const took: { sql: string; ms: number }[] = [];
  const failures: string[] = [];
  let sets = 0;
  for (const statement of statements) {
    const startedAt = performance.now();
    const chosen = await chooseValues(prober, statement);
    took.push({ sql: statement.sql, ms: Math.round(performance.now() - startedAt) });
    if ('failure' in chosen) failures.push(`${statement.sql}: ${chosen.failure.message}`);
    else sets += chosen.sets.length;
  }
  took.sort((a, b) => a.ms - b.ms);
  const [slowest, median] = [took.at(-1), took[Math.floor(took.length / 2)]];
  if (!slowest || !median) throw new Error('nothing was chosen');
  const totalMs = took.reduce((sum, { ms }) => sum + ms, 0);
  return { rows, queries: statements.length, totalMs, medianMs: median.ms, slowest, sets, failures };
}
