import type { BothSides, CaseSide, Measured } from '../case-side.ts';
import type { ConstraintMode } from '../execute.ts';
import type { WrittenRelation } from '../measuring-session.ts';

/** A case that is to be timed: both sides have work. */
export interface TimedCase {
  readonly sides: BothSides<CaseSide>;
  readonly measured: BothSides<Measured>;
  /** What each execution leaves traces in. */
  readonly written: BothSides<readonly WrittenRelation[]>;
  /** Of both sides: a check on one side only would be a difference. */
  readonly constraints: ConstraintMode;
  /** How often the query runs, in any unit that is the same for all; 1 where it is not known. */
  readonly weight?: number;
}
