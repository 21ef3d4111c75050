import { rules } from './index.ts';
import { matchesQuery, type Overrides, type QueryNames, type RulesConfig } from './policy.ts';

/**
 * Whether a rule may be on for a query before its plans are known: an override by relations may or may not apply to it.
 * @param id of the rule
 */
export function mayApply(
  id: (typeof rules)[number]['id'],
  config: RulesConfig,
  overrides: Overrides,
  query: Omit<QueryNames, 'relations'>,
): boolean {
  let possible = new Set([severityOf(config, id) ?? rules.find((rule) => rule.id === id)?.defaultSeverity]);
  for (const override of overrides) {
    const severity = severityOf(override.rules, id);
    if (severity === undefined || !matchesQuery(override, query)) continue;
    possible = new Set(override.relations === undefined ? [severity] : [...possible, severity]);
  }
  return [...possible].some((severity) => severity !== 'off');
}

function severityOf(config: RulesConfig, id: (typeof rules)[number]['id']) {
  const said = config[id];
  return typeof said === 'object' ? said.severity : said;
}
