import type { CaseSide } from '../case-side.ts';
import type { ConstraintMode } from '../execute.ts';
import { measureWork } from '../measure-work.ts';
import { type OpenedDuet, openDuet } from './open-duet.ts';
import type { TimedCase } from './timed-case.ts';

/** What the procedure does to a server; other parts let it run over recorded samples. */
export interface DuetParts {
  /** Gives a case its samplers. */
  open(timed: TimedCase): Promise<OpenedDuet>;
  /** Executes a statement twice in a fresh backend; false when it has no work there. */
  warmUp(side: CaseSide, constraints: ConstraintMode): Promise<boolean>;
}

/** On the server. */
export const SERVER_PARTS: DuetParts = {
  open: openDuet,
  warmUp: async (side, constraints) => (await measureWork(side, constraints)).outcome.kind === 'measured',
};
