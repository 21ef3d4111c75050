import picomatch from 'picomatch';
import { z } from 'zod';
import type { CaseMeasurement } from '../compare/measurement.ts';
import { type Finding, SEVERITIES, type Severity, slighter } from './finding.ts';
import { type RuleId, rules } from './index.ts';
import type { OptionSchema, Rule } from './rule.ts';

/** What the config says about one rule: a severity alone, or a severity and thresholds. Absent keys keep what they were. */
export type RuleConfig =
  | Severity
  | 'off'
  | { readonly severity?: Severity | 'off' | undefined; readonly [option: string]: unknown };

/** `rules` of the config: by rule id. */
export type RulesConfig = { readonly [Id in RuleId]?: RuleConfig | undefined };

const SHAPE_ERROR =
  'expected a severity (error, warning, note or off), or an object with `severity` and thresholds';

/** Schema of `rules` in the config; keys are the ids of the registry, unknown ones are rejected. */
export const rulesConfigSchema = z.strictObject(
  Object.fromEntries(rules.map((rule) => [rule.id, ruleConfigSchema(rule)])) as Record<
    RuleId,
    z.ZodOptional<z.ZodType<RuleConfig, RuleConfig>>
  >,
);

const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Schema of `overrides` in the config; later entries win. */
export const overridesSchema = z.array(
  z
    .strictObject({
      queries: globs.optional().describe('Globs over the path, the id (`file#name`) or the name of a query'),
      relations: globs
        .optional()
        .describe('Globs over the relations that a query reads or writes, as its plans name them'),
      rules: rulesConfigSchema.describe('As `rules`, for these queries only'),
    })
    .refine(({ queries, relations }) => queries !== undefined || relations !== undefined, {
      message: 'expected `queries` or `relations`, to say which queries it is for',
    }),
);

/** `overrides` of the config. */
export type Overrides = z.output<typeof overridesSchema>;

/** A rule with the severity and thresholds that apply to one query. */
export interface ResolvedRule {
  readonly id: RuleId;
  /** It is not off, and finds something by time alone. */
  readonly needsTime: boolean;
  /** Null when the rule finds nothing, or is off. */
  check(measurement: CaseMeasurement): Finding | null;
}

/** What overrides are matched against. */
export interface QueryNames {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** Relations of its plans, unqualified. */
  readonly relations: readonly string[];
}

/** The rules as they apply to one query: defaults, then `config`, then each override that matches. */
export function resolveRules(
  config: RulesConfig,
  overrides: Overrides,
  query: QueryNames,
): readonly ResolvedRule[] {
  const layers: readonly RulesConfig[] = [
    config,
    ...overrides.filter((override) => applies(override, query)).map((override) => override.rules),
  ];
  return rules.map((rule) =>
    resolveRule(
      rule,
      layers.map((layer) => layer[rule.id]),
    ),
  );
}

function applies(override: Overrides[number], query: QueryNames): boolean {
  const { relations } = override;
  return matchesQuery(override, query) && (relations === undefined || matchesAny(relations, query.relations));
}

/** Whether an override is for a query as far as its `queries` say. */
export function matchesQuery(
  { queries }: Overrides[number],
  { file, id, name }: Omit<QueryNames, 'relations'>,
): boolean {
  return queries === undefined || matchesAny(queries, [file, id, name]);
}

function matchesAny(patterns: string | readonly string[], names: readonly string[]): boolean {
  const matches = picomatch(typeof patterns === 'string' ? patterns : [...patterns], { dot: true });
  return names.some((name) => matches(name));
}

function resolveRule(
  rule: Rule & { readonly id: RuleId },
  layers: readonly (RuleConfig | undefined)[],
): ResolvedRule {
  const merged = Object.assign(
    {},
    ...layers.map((layer) => (typeof layer === 'string' ? { severity: layer } : layer)),
  );
  const { severity = rule.defaultSeverity, ...options } = merged as { severity?: Severity | 'off' };
  const thresholds = z.object(rule.options).parse(options);
  return {
    id: rule.id,
    needsTime: rule.restsOnTime === true && severity !== 'off',
    check(measurement) {
      if (severity === 'off') return null;
      const evidence = rule.check(measurement, thresholds);
      if (!evidence) return null;
      const { atMost, message } = evidence;
      return { rule: rule.id, severity: slighter(severity, atMost), message, case: measurement.name };
    },
  };
}

/** Defaults belong to the last layer: a default filled in here would undo what an earlier layer says. */
function ruleConfigSchema(rule: Rule): z.ZodOptional<z.ZodType<RuleConfig, RuleConfig>> {
  const severity = z.enum([...SEVERITIES.slice(SEVERITIES.indexOf(rule.highestSeverity)), 'off']);
  const options = Object.entries<OptionSchema>(rule.options).map(([key, option]) => {
    const value = option.parse(undefined);
    const meta = { ...option.meta(), ...(value === undefined ? {} : { default: value }) };
    return [key, option.unwrap().optional().meta(meta)] as const;
  });
  return z
    .union(
      [
        severity,
        z.strictObject({
          severity: severity.optional().meta({ default: rule.defaultSeverity }),
          ...Object.fromEntries(options),
        }),
      ],
      { error: SHAPE_ERROR },
    )
    .optional()
    .describe(rule.title);
}
