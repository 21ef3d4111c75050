import { z } from 'zod';
import { planSchema } from './plan-schema.ts';

const count = z.int().nonnegative();

const triggers = z
  .strictObject({
    blocks: z
      .number()
      .nullable()
      .describe('Of AFTER triggers, part of `blocks`; null where the server does not count'),
    walBytes: z
      .number()
      .optional()
      .describe('WAL beside that of the plan, with the padding of records; bytes; missing where not counted'),
    fired: z.array(
      z.strictObject({
        triggerName: z.string(),
        constraintName: z.string().nullable(),
        relation: z.string().nullable().describe('The table that the trigger belongs to'),
        calls: z.number(),
        ms: z.number().nullable().describe('Over all calls, milliseconds'),
        foreignKey: z
          .strictObject({
            name: z.string(),
            relation: z.string().describe('The referencing table'),
            columns: z.array(z.string()),
            hasIndex: z.boolean().describe('Whether an index leads to the referencing rows'),
          })
          .nullable()
          .describe('The key whose referencing rows the trigger looks up'),
      }),
    ),
  })
  .describe('What the triggers did; no node of the plan counts those that run after it');

/** A side of a case that was executed. */
export const measuredSide = z.strictObject({
  blocks: z
    .number()
    .describe(
      'Shared and local hit and read, temp read and written, by the plan and by AFTER triggers; 8 kB each',
    ),
  tempBlocks: z.number().describe('Temp read and written; 8 kB each'),
  rowsProcessed: z.number().describe('Rows that every node produced or threw away, times its loops'),
  walBytes: z.number().describe('WAL, by the plan and by AFTER triggers; bytes'),
  executionMs: z
    .strictObject({ median: z.number(), samples: count })
    .describe('One execution, milliseconds; 0 of 0 samples for a stored baseline'),
  plan: planSchema,
  rowsReturned: z.number().optional(),
  triggers: triggers.optional(),
  uncounted: z
    .string()
    .optional()
    .describe(
      'What the server says when deferred constraints are checked at once; they are not part of the work',
    ),
});

const unmeasuredSide = z.strictObject({
  failure: z.strictObject({
    kind: z.enum(['error', 'timeout']),
    message: z.string(),
    sqlState: z.string().optional(),
  }),
});

const side = z.union([measuredSide, unmeasuredSide]).nullable().describe('Null where the query does not exist');

const bothSides = z.strictObject({ base: z.number().nullable(), head: z.number().nullable() });

const planChange = z.strictObject({
  kind: z.enum(['access', 'join', 'order', 'strategy', 'spill', 'added', 'removed', 'estimate', 'work']),
  relationName: z.string().nullable(),
  from: z.string().nullable().describe("The node on base in PostgreSQL's words; null when added"),
  to: z.string().nullable(),
  blocks: bothSides.describe('Of the node itself, without its children'),
  rows: bothSides.describe('Over all loops'),
  detail: z.string().optional(),
});

const timeRatio = z.strictObject({
  estimate: z.number().describe('Median of head / base over the pairs'),
  low: z.number().describe('Lower end of the 95 % interval'),
  high: z.number(),
  verdict: z.enum(['slower', 'not-slower', 'undecided']),
  pairs: count,
  differenceMs: z.number().describe('Median of head − base, milliseconds'),
  clock: z.enum(['execution', 'cpu']),
  trusted: z.boolean().describe('Whether time alone may fail in this run'),
  doubt: z
    .enum(['no-cpu-clock', 'not-pinned', 'refuted', 'unconfirmed', 'control-failed', 'no-control'])
    .optional()
    .describe('Why it may not'),
});

const bothSizes = z.strictObject({ tenth: z.number(), all: z.number() });

const growth = z
  .strictObject({
    relations: z.array(
      z.strictObject({
        relation: z.string(),
        rows: bothSizes.describe('Rows that the relation holds'),
        blocks: bothSizes.describe('Blocks of its scans, 8 kB each'),
        exponent: z
          .number()
          .nullable()
          .describe('Its work grows as its rows to this power; null where the sizes are too alike to tell'),
        productionRows: z.number().nullable().describe('By the config'),
        projectedBlocks: z.number().nullable().describe("At production's rows, by the exponent"),
      }),
    ),
    rowsOut: bothSizes.describe('Rows that the statement returned or wrote'),
    projected: z
      .strictObject({ blocks: z.number(), ms: z.number() })
      .nullable()
      .describe("Not measured: at production's rows, by the exponents"),
  })
  .describe('The case on a tenth of the data beside all of it; of new queries only');

const genericPlan = z
  .strictObject({
    outcome: z.union([measuredSide, unmeasuredSide]),
    isChosen: z
      .boolean()
      .nullable()
      .describe('Whether PostgreSQL would switch to it after five executions; null where it does not say'),
  })
  .nullable()
  .describe('Null where it is the plan for the values, or could not be had');

/** One query with one parameter set, on both sides. */
export const caseReport = z.strictObject({
  name: z.string(),
  parameters: z.array(z.string().nullable()).describe('`$1…$n` as text; null is SQL NULL'),
  parametersFrom: z
    .strictObject({
      source: z
        .enum(['rows', 'config', 'comment', 'baseline'])
        .describe(
          '`rows` chosen from rows, `config` of the config, `comment` of a `-- @param` line, `baseline` those of the stored baseline',
        ),
      side: z.enum(['base', 'head']).optional().describe('Whose rows; for `rows`'),
      relations: z
        .array(z.string())
        .optional()
        .describe(
          'Whose rows, in order of their names; for `rows`. Empty where the query itself tells the values',
        ),
    })
    .optional()
    .describe('Where the values are from; left out where there are none'),
  base: side,
  head: side,
  timeRatio: timeRatio.nullable().describe('Null when nothing had to be timed'),
  untimed: z.string().optional().describe('Why there is no time although there should be'),
  planDiff: z.array(planChange).describe('Gravest first'),
  growth: growth.optional(),
  timePairs: z
    .array(z.tuple([z.number(), z.number()]))
    .optional()
    .describe('Milliseconds of base and head, one entry a timed pair, in order; at most 100'),
  generic: z
    .strictObject({ base: genericPlan, head: genericPlan })
    .optional()
    .describe(
      'What the statement does by the plan that serves for all values; left out where neither side has one',
    ),
});
