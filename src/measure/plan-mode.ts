import type { MeasuringSession } from './measuring-session.ts';

/**
 * `queries.planMode` of the config: plans for the values, generic ones, or those for the values with the generic ones beside
 * them.
 */
export type PlanMode = 'custom' | 'generic' | 'both';

/** The plans by which a query is decided: made for the values of a case, or one for all values. */
export type DecidingPlans = Exclude<PlanMode, 'both'>;

/** Makes a session plan so; `auto` is PostgreSQL's own way. */
export function setPlans(session: MeasuringSession, plans: DecidingPlans | 'auto'): Promise<unknown> {
  return session.query(`SET plan_cache_mode = ${plans === 'auto' ? 'auto' : `force_${plans}_plan`}`);
}
