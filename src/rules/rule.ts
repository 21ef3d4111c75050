import type { z } from 'zod';
import type { CaseMeasurement } from '../compare/measurement.ts';
import type { Severity } from './finding.ts';

/** What a rule found in one case. */
export interface Evidence {
  /** The gravest severity that this evidence bears (MEASURING section 4); the config's severity applies below it. */
  readonly atMost: Severity;
  /** See `Finding.message`. */
  readonly message: string;
}

/**
 * A threshold: a number with the unit in its key (`maxIncreasePercent`, `minBlocks`), a description and a default.
 * One that is optional is not set until the config sets it.
 */
export type OptionSchema = z.ZodDefault<z.ZodNumber> | z.ZodOptional<z.ZodNumber>;

/** The thresholds as `check` gets them; undefined is one that is not set. */
export type Thresholds<Options extends Record<string, OptionSchema>> = {
  readonly [Key in keyof Options]: z.output<Options[Key]>;
};

/** One rule. It is one file, one line in `index.ts` and one page `docs/rules/<id>.md`. */
export interface Rule<
  Id extends string = string,
  Options extends Record<string, OptionSchema> = Record<string, OptionSchema>,
> {
  /** Kebab-case noun phrase; the key in the config. */
  readonly id: Id;
  /** One line for the docs: what the rule finds. */
  readonly title: string;
  readonly defaultSeverity: Severity;
  /** Gravest severity that the config may ask for; what bears no failure must not promise one. */
  readonly highestSeverity: Severity;
  readonly options: Options;
  /** Nothing but time gives it cause: where such rules are off for a query, its time may stay open. */
  readonly restsOnTime?: true;
  /** Pure. Null when the case gives no cause. */
  check(measurement: CaseMeasurement, options: Thresholds<Options>): Evidence | null;
}

/** Declares a rule, with the types of its id and options kept. */
export function defineRule<const Id extends string, const Options extends Record<string, OptionSchema>>(
  rule: Rule<Id, Options>,
): Rule<Id, Options> {
  return rule;
}
