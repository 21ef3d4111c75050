import type { ExecutionFailure } from '../execute.ts';

/** The clock said something that can't be: less than nothing, or more CPU time than time went by. */
export interface ClockJump {
  readonly kind: 'clock-jumped';
}

/** The backend ended while it was sampled. */
export interface BackendLoss {
  readonly kind: 'backend-lost';
}

/** Milliseconds of one execution, or why there are none. */
export type Sample = number | ExecutionFailure | ClockJump | BackendLoss;

/** Takes one sample of one side. */
export type Sampler = () => Promise<Sample>;
