import { openMeasuringSide, type SideOptions } from '../../src/flow/open-measuring-side.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import type { TestServer } from '../postgres/test-server.ts';

/** A backend of the measuring role on a database of the test server, with the CPU clock where the machine has one. */
export async function openTestSide(
  { server }: Pick<TestServer, 'server'>,
  database: string,
  options: Partial<SideOptions> = {},
): Promise<MeasuringSide & AsyncDisposable> {
  await server.createMeasuringRole([database]);
  const answer = await server.openClock();
  const clock = 'clock' in answer ? answer.clock : null;
  const side = await openMeasuringSide(server, database, clock, {
    session: [],
    statementSeconds: 30,
    ...options,
  });
  const disposeSide = side[Symbol.asyncDispose];
  return Object.assign(side, {
    async [Symbol.asyncDispose]() {
      await disposeSide();
      await clock?.[Symbol.asyncDispose]();
    },
  });
}
