import { describe } from 'vitest';
import { findEngine } from '../../src/postgres/container/find-engine.ts';

/** Image of the container tests: the official one, or the stand-in that `.ci/start-engine` builds. */
export const TEST_IMAGE = process.env.EXPLAIN_GATE_TEST_IMAGE || 'postgres:18';

const isRequired = process.env.EXPLAIN_GATE_REQUIRE_CONTAINER === '1';
let engine = await findEngine();
// Where there has to be one, a busy machine may let it answer late.
for (let tries = 1; tries < 10 && isRequired && !('address' in engine); tries += 1) engine = await findEngine();

/**
 * Tests that need a container engine. Without one they are listed as skipped, with the reason in the title;
 * EXPLAIN_GATE_REQUIRE_CONTAINER=1 makes that a failure.
 */
export function describeWithEngine(title: string, tests: () => void): void {
  if ('address' in engine) {
    describe(title, tests);
  } else if (isRequired) {
    throw new Error(`EXPLAIN_GATE_REQUIRE_CONTAINER is set, and ${engine.reason}`);
  } else {
    describe.skip(`${title} (skipped: ${engine.reason})`, tests);
  }
}
