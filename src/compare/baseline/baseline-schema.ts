import { z } from 'zod';
import { RECORDED_FIELDS } from './recorded-fields.ts';

const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{16}$/, 'expected 16 hexadecimal digits');

const TYPES = { text: z.string(), texts: z.array(z.string()), number: z.number(), flag: z.boolean() } as const;

/** A node of a recorded plan: fields of EXPLAIN's, literals left out, and two derived figures with the children's included. */
export interface RecordedNode {
  readonly nodeType: string;
  /** 8 kB blocks, temp blocks among them. */
  readonly blocks: number;
  /** 8 kB blocks; left out for none. */
  readonly tempBlocks?: number | undefined;
  readonly plans?: readonly RecordedNode[] | undefined;
  /** Those of `RECORDED_FIELDS`. */
  readonly [field: string]: unknown;
}

const node: z.ZodType<RecordedNode> = z.strictObject({
  ...Object.fromEntries(RECORDED_FIELDS.map(([name, type]) => [name, TYPES[type].optional()])),
  nodeType: z.string(),
  blocks: count,
  tempBlocks: count.optional(),
  get plans(): z.ZodOptional<z.ZodArray<z.ZodType<RecordedNode>>> {
    return z.array(node).optional();
  },
}) as unknown as z.ZodType<RecordedNode>;

/** As text, or where values are withheld one hash of them all. */
const parameters = z.union([z.array(z.string().nullable()), hash]);

const recordedCase = z.union([
  z.strictObject({ parameters, failed: z.strictObject({ sqlState: z.string(), message: z.string() }) }),
  z.strictObject({ parameters, timedOut: z.literal(true) }),
  z.strictObject({ parameters, blocks: count, tempBlocks: count, rowsProcessed: count, plan: node }),
]);

const recordedQuery = z.union([
  z.strictObject({ text: hash, notMeasured: z.string() }),
  z.strictObject({ text: hash, cases: z.record(z.string(), recordedCase) }),
]);

const surroundings = {
  server: count,
  settings: z.record(z.string(), z.string()),
  session: z.array(z.string()),
  seed: hash,
  tables: z.record(z.string(), z.strictObject({ definition: hash, rows: count })),
  types: z.record(z.string(), hash),
  objects: z.record(z.string(), z.strictObject({ on: z.array(z.string()), definition: hash })),
};

/** A baseline file (docs/baseline.md). */
export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  ...surroundings,
  queries: z.record(z.string(), recordedQuery),
});

/** What a stored baseline holds. */
export type Baseline = z.output<typeof baselineSchema>;
/** One query of it. */
export type RecordedQuery = Baseline['queries'][string];
/** One parameter set of a query. */
export type RecordedCase = z.output<typeof recordedCase>;

/**
 * In what a baseline was measured: the major of the server, settings that move plans, statements of the session, hashes of the
 * seed, of tables (with their rows), of types, and of the objects that may move a plan, by kind and name.
 */
export type Surroundings = Pick<Baseline, keyof typeof surroundings>;

/** Gives 16 hexadecimal digits that are equal for equal texts. */
export type Hash = (text: string) => string;
