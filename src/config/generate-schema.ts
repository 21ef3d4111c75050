import { z } from 'zod';

const share = z.number().min(0).max(1);

const columnSchema = z.strictObject({
  distinct: z
    .number()
    .min(-1)
    .refine((value) => value < 0 || value >= 1, 'a number of values from 1, or below 0 their share of the rows')
    .optional()
    .describe(
      'Different values, as `pg_stats.n_distinct`: a number, or below 0 their share of the rows (-1: all differ)',
    ),
  nulls: share.optional().describe('Share of rows that are NULL'),
  common: z
    .array(
      z.union([
        share,
        z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), weight: share }),
      ]),
    )
    .refine(
      (list) =>
        list.reduce<number>((sum, entry) => sum + (typeof entry === 'number' ? entry : entry.weight), 0) <=
        1.02,
      'the shares are more than 1 together',
    )
    .refine(
      (list) =>
        list.every((entry) => typeof entry === 'number') || list.every((entry) => typeof entry === 'object'),
      'either shares alone, or each with its value',
    )
    .optional()
    .describe(
      'Shares of all rows that the most common values have: `[0.4, 0.1]` or `[{ value: paid, weight: 0.4 }]`',
    ),
  correlation: z
    .number()
    .min(-1)
    .max(1)
    .optional()
    .describe('Of the order of the values with the order of the rows, as `pg_stats.correlation`'),
  length: z
    .number()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('Average length: characters, bytes, or elements of an array'),
  zipf: z
    .number()
    .min(0)
    .max(4)
    .optional()
    .describe(
      "Exponent of Zipf's law; 0 is even. A foreign key has 1, in a unique constraint 0.5, other columns 0",
    ),
  from: z.union([z.string(), z.number()]).optional().describe('Earliest value of a column of numbers or times'),
  to: z.union([z.string(), z.number()]).optional().describe('Latest value of a column of numbers or times'),
  expression: z
    .string()
    .min(1)
    .optional()
    .describe('SQL expression of `i`, the number of the row from 1, in place of everything else'),
});

const tableSchema = z.strictObject({
  rows: z.number().min(0).max(1e10).optional().describe('Rows; 0 leaves the table empty'),
  columns: z.record(z.string(), columnSchema).optional().describe('By name of the column'),
});

/** `tables` of `generate`, and of a file that `explain-gate shape` writes. */
export const tablesSchema = z.record(z.string(), tableSchema);

/** `generate` of a seed entry. */
export const generateSchema = z.strictObject({
  seed: z.int().default(1).describe('Another number gives other rows'),
  rows: z.number().min(0).max(1e10).default(10_000).describe('Rows of each table that nothing else is said of'),
  scale: z.number().positive().default(1).describe('Multiplies every number of rows'),
  shape: z
    .string()
    .min(1)
    .optional()
    .describe("File that `explain-gate shape` wrote; head's is used for both sides"),
  tables: tablesSchema
    .default({})
    .describe('By `table` or `schema.table`; what is said here comes before the shape'),
});

/** By `table` or `schema.table`. */
export type TablesConfig = z.output<typeof tablesSchema>;

/** The file that `explain-gate shape` writes. */
export const shapeFileSchema = z.strictObject({
  shapeVersion: z.literal(1),
  tables: tablesSchema,
});

/** JSON Schemas of a `generate` entry and of one column of it, for the documents. */
export function generateJsonSchemas(): { readonly entry: object; readonly column: object } {
  return {
    entry: z.toJSONSchema(generateSchema, { io: 'input', unrepresentable: 'any' }),
    column: z.toJSONSchema(columnSchema, { io: 'input', unrepresentable: 'any' }),
  };
}
