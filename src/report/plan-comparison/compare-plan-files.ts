import { diffPlans } from '../../plan/diff-plans.ts';
import type { Plan, PlanChange } from '../../plan/plan.ts';
import { planWork, type Work } from '../../plan/work.ts';
import { shortenPlan } from '../shorten-plan.ts';

/** A plan with the file that it came from. */
export interface PlanFile {
  readonly file: string;
  readonly plan: Plan;
}

/** Two plans beside each other, as `explain-gate diff --format json` gives them. Text in it is as found. */
export interface PlanComparison {
  readonly schemaVersion: 1;
  readonly base: ComparedFile;
  readonly head: ComparedFile;
  /** Gravest first; empty when the plans do the same work the same way. */
  readonly planDiff: readonly PlanChange[];
}

/** One side. */
export interface ComparedFile extends PlanFile {
  /** Null when the plan was not executed: EXPLAIN without ANALYZE counts nothing. */
  readonly work: Work | null;
}

/** Compares two plans. Pure. */
export function comparePlanFiles(base: PlanFile, head: PlanFile): PlanComparison {
  return {
    schemaVersion: 1,
    base: describe(base),
    head: describe(head),
    planDiff: diffPlans(base.plan, head.plan),
  };
}

function describe({ file, plan }: PlanFile): ComparedFile {
  return { file, work: plan.root.actualLoops === undefined ? null : planWork(plan), plan: shortenPlan(plan) };
}
