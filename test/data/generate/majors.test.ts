// The same config gives the same rows on every major version.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startServer } from '../../../src/postgres/start-server.ts';
import { startOptions } from '../../postgres/start-options.ts';
import { useTestServer } from '../../postgres/test-server.ts';
import { withClient } from '../../postgres/with-client.ts';
import { recordProgress } from '../record-progress.ts';
import { CHECKSUM, generateInto } from './generate-into.ts';

const postgres = useTestServer();
// 13 has no multiranges.
const SCHEMA = readFileSync(new URL('every-type.sql', import.meta.url), 'utf8').replace(
  'mr int4multirange, tmr tstzmultirange,',
  '',
);

// Downloads of servers: the bench and the nightly job set this.
const isNightly = process.env['EXPLAIN_GATE_ALL_MAJORS'] === '1';
test.skipIf(!isNightly).each([13, 15, 17])('PostgreSQL %i and 18', async (version) => {
  await using server = await startServer(startOptions({ provider: 'embedded', version }), {
    progress: recordProgress(),
  });
  const [old, current] = [await server.createDatabase('old'), await postgres.createDatabase('current', SCHEMA)];
  await withClient(server.connection(old), SCHEMA);
  await generateInto(server, old, { rows: 300 });
  await generateInto(postgres.server, current, { rows: 300 });
  expect(await withClient(server.connection(old), CHECKSUM)).toEqual(await postgres.query(current, CHECKSUM));
});
