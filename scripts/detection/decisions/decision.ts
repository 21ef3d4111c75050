import type { Recording } from '../pair-samples.ts';

/** A rule by which a tool calls a change slower. */
export interface Decision {
  /** In the table and in detection.json. */
  readonly name: string;
  /** Whether it would fail the change. Pure. */
  fails(recording: Recording): boolean;
}

/** A ratio by which head may exceed base: 1.2 is 20 % more. */
export function isMoreThan(head: number, base: number, ratio: number): boolean {
  return head > base * ratio;
}
