import type { Place, TallyEntry } from './tally.ts';

/** What `npm run bench:detection` writes. */
export interface DetectionResult {
  readonly schemaVersion: 1;
  readonly benchmark: 'detection';
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly cores: number;
    readonly cpu: string;
  };
  /** PostgreSQL's version, by provider. */
  readonly servers: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly minutes: number;
  /** False while the bench runs, and where it was ended. */
  readonly isComplete: boolean;
  /** Checks that gave nothing, and why: a number of verdicts and of injected cases does not count them. */
  readonly failures: readonly FailedCheck[];
  /** Checks that there was no time for. */
  readonly skipped: number;
  /** Mean seconds of a check, by what it spends them on, for each place. */
  readonly seconds: readonly (Place & Readonly<Record<'measure' | 'costs' | 'rivals', number>>)[];
  readonly entries: readonly TallyEntry[];
}

/** A check that gave nothing. */
export interface FailedCheck extends Place {
  readonly effect: string;
  readonly kind: string;
  readonly message: string;
}
