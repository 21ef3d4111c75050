import { connectDatabase } from '../../src/data/connect-database.ts';
import { settleDatabase } from '../../src/data/settle-database.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { silentProgress } from '../repository/silent-progress.ts';

/** Bytes of a row with its header: an integer and a text of 900 characters. */
const ROW_BYTES = 936;

/**
 * What two sibling clones cost once the template is seeded: settling it (checkpoint, VACUUM, ANALYZE, checkpoint) and copying
 * its files twice. Milliseconds, on an embedded server; `templateBytes` is what the server itself says.
 */
export async function benchClones({ quick }: { readonly quick: boolean }): Promise<object> {
  const rows = Math.round((quick ? 1e8 : 1e9) / ROW_BYTES);
  await using server = await startServer(
    { provider: 'embedded', image: '', version: 18, settings: {} },
    { progress: silentProgress },
  );
  const template = await server.createDatabase('template');
  const { seedMs, settleMs, templateBytes } = await seed(template);
  const start = performance.now();
  await server.createDatabase('base', template);
  const first = performance.now();
  await server.createDatabase('head', template);
  const clonesMs = [first - start, performance.now() - first].map(Math.round);
  const totalMs = Math.round(settleMs + performance.now() - start);
  return { rows, templateBytes, seedMs: Math.round(seedMs), settleMs: Math.round(settleMs), clonesMs, totalMs };

  async function seed(database: string) {
    await using connection = await connectDatabase(server, database);
    const seedStart = performance.now();
    await connection.client.query('CREATE TABLE rows (id integer PRIMARY KEY, text text NOT NULL)');
    await connection.client.query(
      `INSERT INTO rows SELECT i, repeat('x', 900) FROM generate_series(1, ${rows}) AS i`,
    );
    const seeded = performance.now();
    await settleDatabase(connection, 'analyze');
    const settled = performance.now();
    const size = await connection.client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return {
      seedMs: seeded - seedStart,
      settleMs: settled - seeded,
      templateBytes: Number(size.rows[0]?.bytes),
    };
  }
}
