import type { SideOutcome } from '../compare/measurement.ts';
import type { MeasuringSide } from './measuring-session.ts';

/** One thing of each side. */
export type BothSides<T> = Readonly<Record<'base' | 'head', T>>;

/** A statement on one side with the values of one case. */
export interface CaseSide {
  readonly side: MeasuringSide;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** An outcome with work. */
export type Measured = Extract<SideOutcome, { kind: 'measured' }>;
