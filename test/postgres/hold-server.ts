// A process that starts a server, says where it is, and then waits: for tests of what is left when it ends.
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../src/postgres/start-server.ts';

const [provider, ending] = process.argv.slice(2);
const silent = () => undefined;
const server = await startServer(
  {
    provider: provider === 'container' ? 'container' : 'embedded',
    image: process.env.EXPLAIN_GATE_TEST_IMAGE || 'postgres:18',
    version: 18,
    settings: { shared_buffers: '64MB' },
  },
  { progress: { step: silent, advance: silent, info: silent, warn: silent } },
);
const { port } = server.connection('postgres');
process.stdout.write(`${JSON.stringify({ port })}\n`);
if (ending === 'exit') process.exit(0);
if (ending === 'disposeSync') {
  server.disposeSync();
  process.exit(0);
}
await sleep(3_600_000);
