import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** Where act is: as `.ci/install-act` prints it, or on the PATH. */
export const ACT = process.env['EXPLAIN_GATE_ACT'] || 'act';

/** `act` is the name of other programs, too. */
function isThere(): boolean {
  const { status, stdout } = spawnSync(ACT, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith('act version');
}

/**
 * Tests that run a workflow by act. Without it they are listed as skipped, with the reason in the title;
 * EXPLAIN_GATE_REQUIRE_ACT=1 makes that a failure.
 */
export function describeWithAct(title: string, tests: () => void): void {
  if (isThere()) describe(title, tests);
  else if (process.env['EXPLAIN_GATE_REQUIRE_ACT'] === '1') {
    throw new Error(
      `EXPLAIN_GATE_REQUIRE_ACT is set, and there is no act at ${ACT}; .ci/install-act installs it`,
    );
  } else describe.skip(`${title} (skipped: act is not installed; .ci/install-act does it)`, tests);
}
