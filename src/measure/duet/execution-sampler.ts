import type { CaseSide } from '../case-side.ts';
import type { ConstraintMode } from '../execute.ts';
import { explainAnalyze } from '../explain.ts';
import type { Sampler } from './sampler.ts';

/** Samples by the server's own Execution Time: the clock that exists everywhere. It is elapsed time, so it never decides alone. */
export function executionSampler(input: CaseSide, constraints: ConstraintMode): Sampler {
  return async () => {
    const plan = await explainAnalyze(input, constraints);
    return 'kind' in plan ? plan : (plan.executionTime ?? 0);
  };
}
