import { z } from 'zod';
import { SEVERITIES } from '../rules/finding.ts';
import { STATUSES } from '../rules/status.ts';
import { caseReport, type measuredSide } from './case-schema.ts';

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
