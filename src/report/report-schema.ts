import { z } from 'zod';
import { SEVERITIES } from '../rules/finding.ts';
import { STATUSES } from '../rules/status.ts';
import { planSchema } from './plan-schema.ts';

const count = z.int().nonnegative();
const sideName = z.strictObject({
  ref: z.string().describe('Branch, tag or revision as it was named; `work tree` for uncommitted files'),
  sha: z.string().nullable().describe('Commit; null for the work tree'),
});

const location = z.strictObject({
  file: z.string().describe('Repository-relative, with `/`'),
  line: count,
  endLine: count,
});

const failure = z.strictObject({
  kind: z.enum(['syntax', 'dynamic', 'no-values', 'timeout', 'error', 'unsupported']),
  message: z.string(),
});

const triggers = z
  .strictObject({
    blocks: z
      .number()
      .nullable()
      .describe('Of AFTER triggers, part of `blocks`; null where the server does not count'),
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

const measuredSide = z.strictObject({
  blocks: z
    .number()
    .describe(
      'Shared and local hit and read, temp read and written, by the plan and by AFTER triggers; 8 kB each',
    ),
  tempBlocks: z.number().describe('Temp read and written; 8 kB each'),
  rowsProcessed: z.number().describe('Rows that every node produced or threw away, times its loops'),
  walBytes: z.number(),
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
    .enum(['no-cpu-clock', 'not-pinned', 'unconfirmed', 'control-failed', 'no-control'])
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

const caseReport = z.strictObject({
  name: z.string(),
  parameters: z.array(z.string().nullable()).describe('`$1…$n` as text; null is SQL NULL'),
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

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  case: z.string(),
  accepted: z
    .strictObject({ was: z.enum(SEVERITIES), reason: z.string(), until: z.string(), place: z.string() })
    .optional()
    .describe('Set when a waiver made it a note'),
});

const load = z.strictObject({
  callsPerMinute: z.number(),
  addedMsPerCall: z
    .number()
    .nullable()
    .describe(
      'Milliseconds of one execution, head − base; 0 where no difference is sure, null where none was measured',
    ),
  addedLoad: z.number().nullable().describe('CPU-seconds per second'),
});

const queryReport = z.strictObject({
  id: z.string(),
  name: z.string(),
  location,
  change: z.enum(['added', 'removed', 'changed', 'same']),
  because: z.array(z.string()).describe('Why it was checked'),
  status: z.enum(STATUSES),
  movedBy: z.array(z.string()).describe('What can have moved it: SQL text, DDL, data, a setting'),
  findings: z.array(finding),
  cases: z.array(caseReport),
  failure: failure.nullable().describe('Not null exactly when the status is `inconclusive`'),
  sql: z
    .strictObject({ base: z.string().nullable(), head: z.string().nullable() })
    .describe('As it stands in the files'),
  load: load.optional().describe('By how often the query runs; left out where that is not known'),
});

const control = z
  .strictObject({
    outcome: z
      .enum(['passed', 'failed', 'not-run', 'not-needed'])
      .describe('`failed`: time alone only warns; `not-needed`: no verdict rests on time alone'),
    compared: count.describe('Comparisons of base with base that were decided'),
    slower: count.describe('Those that found base slower than base'),
  })
  .describe('Base against base, by the code that compares head with base');

const machine = z.strictObject({
  cores: count,
  cpuModel: z.string().nullable(),
  stealPercent: z
    .number()
    .describe("Processor time that the host gave to others while it was measured, percent of all cores'"),
  cpuMs: z.number().describe('Time of the measured backends on a processor, milliseconds'),
  waitMs: z.number().describe('Time that they were ready to run and waited for one, milliseconds'),
});

/** The report contract (DESIGN section 8). Fields are added, never changed, under one `schemaVersion`. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(['pass', 'warn', 'fail']),
  base: sideName,
  head: sideName,
  environment: z
    .strictObject({
      provider: z.string(),
      serverVersion: z.string(),
      settings: z.record(z.string(), z.string()),
      pinned: z.boolean().optional().describe('Whether the backends were held to one core'),
      clock: z
        .enum(['cpu', 'execution'])
        .optional()
        .describe("Clock of the samples: the backend's CPU time, or Execution Time"),
      doubts: z.array(z.string()).optional().describe('Why the server is not pinned or has no CPU clock'),
      control: control.optional(),
      machine: machine.nullable().optional().describe('Null where the server does not show it'),
    })
    .nullable()
    .describe('Null when no server was started, because no query had to be checked'),
  summary: z.strictObject({
    checked: count,
    notAffected: count.describe('Queries of the files that were read that the change does not touch'),
    unchangedFiles: count
      .optional()
      .describe('Files that can hold queries and were not read: equal on both sides, as schema and seed are'),
    regressed: count,
    improved: count,
    planChanged: count,
    unchanged: count,
    new: count,
    removed: count,
    inconclusive: count,
  }),
  queries: z.array(queryReport).describe('Every query that was checked, worst first'),
  addedLoad: z
    .number()
    .optional()
    .describe('CPU that the change adds, seconds per second; of the queries whose calls are known'),
  databases: z
    .strictObject({
      how: z.string().describe('How the two databases came to be, in words'),
      reasons: z.array(z.string()),
    })
    .optional(),
  notChecked: z
    .array(z.strictObject({ file: z.string(), reason: z.string() }))
    .optional()
    .describe('Files that hold queries and were not checked: not readable, or for another database'),
  waivers: z
    .array(
      z.strictObject({
        query: z.string(),
        rule: z.string(),
        reason: z.string(),
        until: z.string().describe('Last day, UTC'),
        place: z.string().describe('Where it stands'),
        state: z.enum(['in-force', 'unused', 'expired', 'unmatched']),
        findings: count.describe('Findings that it accepted'),
      }),
    )
    .optional()
    .describe('Accepted findings of the config, and of the files of the queries that were checked'),
  warnings: z.array(z.string()).optional().describe('What a reader must know to trust the run'),
  durations: z.record(z.string(), z.number()).optional().describe('Milliseconds by step'),
});

/** A report, ready to be rendered. Text in it is as found: whoever shows it escapes it. */
export type Report = z.output<typeof reportSchema>;
/** One checked query. */
export type QueryReport = Report['queries'][number];
/** One case of a query. */
export type CaseReport = QueryReport['cases'][number];
/** A side that was measured. */
export type MeasuredSide = z.output<typeof measuredSide>;
/** One side of a case; null where the query does not exist. */
export type SideReport = CaseReport['base'];

/** JSON Schema of report.json. */
export function reportJsonSchema(): object {
  return {
    $id: 'explain-gate-report.schema.json',
    title: 'explain-gate report',
    ...z.toJSONSchema(reportSchema),
  };
}
