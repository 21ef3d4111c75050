import { z } from 'zod';
import { overridesSchema, rulesConfigSchema } from '../rules/policy.ts';
import { waiverSchema } from '../rules/waivers/waiver.ts';
import { generateSchema } from './generate-schema.ts';
import { MIGRATION_LAYOUTS } from './migration-layouts.ts';

const command = z.strictObject({
  command: z.string().min(1).describe('Shell command; it gets DATABASE_URL and runs in a copy of the tree'),
  reads: z
    .array(z.string().min(1))
    .optional()
    .describe('Globs of the files that it depends on; one of them must change for the sides to be built apart'),
});

const schemaStep = z.union([
  z.string().min(1),
  z.strictObject({
    path: z.string().min(1).describe('SQL file or migration directory'),
    layout: z.enum(MIGRATION_LAYOUTS).optional().describe('How its tool lays it out; detected without'),
    placeholders: z
      .record(z.string(), z.string())
      .optional()
      .describe('Values that Flyway or Graphile Migrate puts into the scripts, by name'),
  }),
  command,
]);

const seedStep = z.union([
  z.string().min(1),
  command,
  z.strictObject({ generate: generateSchema.describe('Rows made from the schema itself; docs/generate.md') }),
]);

const parameterValue = z.json();

/** Oldest and newest major that the embedded server comes in. */
const EMBEDDED_MAJORS = { oldest: 13, newest: 18 } as const;

const postgresSchema = z.strictObject({
  provider: z
    .enum(['auto', 'url', 'container', 'embedded'])
    .default('auto')
    .describe('Where the server comes from; `auto` tries url (when one is given), container, embedded'),
  url: z
    .string()
    .optional()
    .describe(
      'Connection URL of a server to use; the EXPLAIN_GATE_DATABASE_URL variable and `--url` come first',
    ),
  image: z.string().min(1).default('postgres:18').describe('Image of the container'),
  version: z
    .int()
    .min(EMBEDDED_MAJORS.oldest)
    .max(EMBEDDED_MAJORS.newest)
    .default(18)
    .describe('Major version of the embedded server'),
  settings: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
    .default({})
    .describe("Production's planner settings, as in postgresql.conf"),
  session: z
    .array(z.string().min(1))
    .default([])
    .describe('Statements run on every measuring connection, such as SET ROLE for row-level security'),
});

/** SQL, and every language whose programs are read. */
const QUERY_FILES = '**/*.{sql,ts,mts,cts,tsx,js,mjs,cjs,jsx,py,go,rb,rake,java,kt,kts,php,rs,cs}';

const queriesSchema = z.strictObject({
  include: z
    .array(z.string().min(1))
    .default([QUERY_FILES])
    .describe('Globs of the files that hold queries: SQL files and programs'),
  exclude: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Globs of files to leave out. Schema, seed, tests, packages, generated code and builds are left out by themselves; `!glob` lets such files through',
    ),
  planMode: z
    .enum(['custom', 'generic', 'both'])
    .default('both')
    .describe(
      'Plans by which a query with parameters is decided: `custom` for its values, `generic` for any values, or `both`: custom ones decide, generic ones are measured beside them',
    ),
});

const fragmentsSchema = z.record(z.string().min(1), z.record(z.string().min(1), z.string()));

const budgetSchema = z.strictObject({
  statementSeconds: z.number().positive().default(30).describe('Longest time of one execution, seconds'),
  caseSeconds: z.number().positive().default(10).describe('Time for the timed pairs of one case, seconds'),
  runSeconds: z.number().positive().default(120).describe('Time for the timed pairs of the whole run, seconds'),
});

const frequencySchema = z.strictObject({
  calls: z
    .record(z.string().min(1), z.number().nonnegative())
    .default({})
    .describe('Calls a minute by query name or id; they come before those of `statistics`'),
  statistics: z.string().min(1).optional().describe('Export of pg_stat_statements: CSV with a header, or JSON'),
  windowMinutes: z
    .number()
    .positive()
    .optional()
    .describe(
      'How long the calls of the export were counted, minutes; without it `stats_since` and `exported_at` say so',
    ),
});

/** `explain-gate.yml`, as DESIGN section 9 has it. Unknown keys are errors. */
export const configSchema = z.strictObject({
  postgres: postgresSchema.prefault({}).describe('The server'),
  schema: z
    .array(schemaStep)
    .default([])
    .describe('In order: SQL files, migration directories, `{ path, layout }`, or `{ command }`'),
  seed: z
    .array(seedStep)
    .default([])
    .describe('In order: psql scripts, `.sql.gz`, `.csv`, `{ command }`, or `{ generate }`'),
  queries: queriesSchema.prefault({}).describe('The files that hold queries'),
  fragments: fragmentsSchema
    .default({})
    .describe(
      'SQL that programs put together when they run: by path or glob of the file, then by the name that the program gives it',
    ),
  parameters: z
    .record(
      z.string(),
      z.record(z.string(), z.union([z.array(parameterValue), z.record(z.string(), parameterValue)])),
    )
    .default({})
    .describe('By query name or id, then by set name: a list is `$1…$n`, a map is by parameter name'),
  production: z
    .record(z.string().min(1), z.number().nonnegative())
    .default({})
    .describe("Rows in production by table (`orders`, `shop.orders`): new queries' work is projected to them"),
  frequency: frequencySchema
    .prefault({})
    .describe('How often queries run in production; findings are weighed by it'),
  rules: rulesConfigSchema.prefault({}).describe('Severity and thresholds of each rule'),
  waivers: z
    .array(waiverSchema)
    .default([])
    .describe(
      'Findings that are accepted, each with a reason and a last day; `explain-gate accept` writes them',
    ),
  overrides: overridesSchema.default([]).describe('Rules for some queries only, by path, id or name'),
  redact: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe(
      'Literals of SQL, conditions and parameters become placeholders in every report; `auto`: in public repositories',
    ),
  budget: budgetSchema.prefault({}).describe('Limits of time'),
});

/** A config with every default filled in. */
export type Config = z.output<typeof configSchema>;
/** One entry of `schema`: a path, a path with its layout, or a command. */
export type SchemaStep = Config['schema'][number];
/** One entry of `seed`: a path, a command, or rows to generate. */
export type SeedStep = Config['seed'][number];

/** The JSON Schema of the config file, for editors. */
export function configJsonSchema(): object {
  return {
    $id: 'explain-gate-config.schema.json',
    title: 'explain-gate configuration',
    ...z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }),
  };
}
