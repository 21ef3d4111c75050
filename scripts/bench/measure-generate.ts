import { readFileSync } from 'node:fs';
import { connectDatabase, type DatabaseConnection } from '../../src/data/connect-database.ts';
import { generateRows } from '../../src/data/generate/generate-rows.ts';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import { startServer } from '../../src/postgres/start-server.ts';
import { silentProgress } from '../repository/silent-progress.ts';

/** What it takes to fill the same two tables in two ways. */
export interface GenerateCost {
  /** Of both tables; a tenth are customers. */
  readonly rows: number;
  /** Whole wall time: planning, trial and proof of the foreign key included. */
  readonly generateMs: number;
  readonly rowsPerSecond: number;
  /** `INSERT … SELECT … FROM generate_series` into the same tables. */
  readonly bareMs: number;
  readonly bareRowsPerSecond: number;
  /** Rows per second by `generate` for one of the bare INSERT. */
  readonly ratio: number;
  /** Largest resident set of this process while it generated, MB. */
  readonly processMb: number;
  /** Largest memory of the server's backend that it shares with nobody, MB; null where there is no /proc. */
  readonly backendMb: number | null;
}

const SCHEMA = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
    country char(2) NOT NULL, joined_at timestamptz NOT NULL);
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
    status text NOT NULL CHECK (status IN ('open', 'paid', 'sent', 'returned')), placed_at timestamptz NOT NULL,
    cents integer NOT NULL CHECK (cents > 0), note text);
  CREATE INDEX orders_customer_id_idx ON orders (customer_id);
  CREATE INDEX orders_placed_at_idx ON orders (placed_at);`;

/** The plainest rows that the constraints take. */
const bare = (customers: number, orders: number) => [
  `INSERT INTO customers OVERRIDING SYSTEM VALUE SELECT i, 'user' || i || '@example.com', 'ch', '2025-01-01Z'::timestamptz + i * interval '1 second'
   FROM generate_series(1, ${customers}) i`,
  `INSERT INTO orders OVERRIDING SYSTEM VALUE SELECT i, 1 + i % ${customers}, 'open', '2025-01-01Z'::timestamptz + i * interval '1 second', 1 + i % 10000,
   'note number ' || i FROM generate_series(1, ${orders}) i`,
];

/** Fills two tables, each way in a database of its own on one server, one after the other. */
export async function measureGenerate(sizes: readonly number[]): Promise<readonly GenerateCost[]> {
  const options = { provider: 'embedded', image: '', version: 18, settings: {} } as const;
  await using server = await startServer(options, { progress: silentProgress });
  const costs: GenerateCost[] = [];
  for (const rows of sizes) {
    const [customers, orders] = [rows / 10, rows - rows / 10];
    const bareMs = await inDatabase(server, async ({ client }) => {
      for (const statement of bare(customers, orders)) await client.query(statement);
    });
    let peaks: Peaks = { processMb: 0, backendMb: null };
    const generateMs = await inDatabase(server, async ({ client }) => {
      const { rows: backend } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const watch = watchMemory(backend[0]?.pid);
      const { versionNumber } = server;
      const tables = { customers: { rows: customers }, orders: { rows: orders } };
      const run = { versionNumber, key: 'bench', side: 'head', progress: silentProgress } as const;
      await generateRows(client, { seed: 1, rows: 0, scale: 1, tables }, run);
      peaks = watch.stop();
    });
    const perSecond = (ms: number) => Math.round((rows / ms) * 1000);
    costs.push({
      rows,
      generateMs: Math.round(generateMs),
      rowsPerSecond: perSecond(generateMs),
      bareMs: Math.round(bareMs),
      bareRowsPerSecond: perSecond(bareMs),
      ratio: Math.round((bareMs / generateMs) * 100) / 100,
      ...peaks,
    });
  }
  return costs;
}

async function inDatabase(
  server: RunningServer,
  work: (connection: DatabaseConnection) => Promise<void>,
): Promise<number> {
  const database = await server.createDatabase('bench');
  await using connection = await connectDatabase(server, database);
  await connection.client.query(SCHEMA);
  await connection.client.query('CHECKPOINT');
  const started = performance.now();
  await work(connection);
  return performance.now() - started;
}

interface Peaks {
  readonly processMb: number;
  readonly backendMb: number | null;
}

function watchMemory(pid: number | undefined): { stop(): Peaks } {
  let [processMb, backendMb]: [number, number | null] = [0, null];
  const look = () => {
    processMb = Math.max(processMb, Math.round(process.memoryUsage.rss() / 2 ** 20));
    const own = pid === undefined ? undefined : readOwnMemory(pid);
    if (own !== undefined) backendMb = Math.max(backendMb ?? 0, own);
  };
  look();
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { processMb, backendMb };
    },
  };
}

/** Memory of a process that it shares with none, MB (proc_pid_status(5), RssAnon). */
function readOwnMemory(pid: number): number | undefined {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
