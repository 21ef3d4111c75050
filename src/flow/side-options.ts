import type { Config } from '../config/config-schema.ts';
import type { SideOptions } from './open-measuring-side.ts';

/** How the config wants the backends that measure. */
export function sideOptions({ postgres, budget, queries }: Config): Required<SideOptions> {
  return {
    session: postgres.session,
    statementSeconds: budget.statementSeconds,
    plans: queries.planMode === 'generic' ? 'generic' : 'custom',
  };
}

/** The server's settings as those backends have them. */
export function sideSettings(
  settings: Readonly<Record<string, string>>,
  { queries }: Config,
): Readonly<Record<string, string>> {
  return queries.planMode === 'generic' ? { ...settings, plan_cache_mode: 'force_generic_plan' } : settings;
}
