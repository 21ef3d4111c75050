import { z } from 'zod';
import type { Plan, PlanNode } from '../plan/plan.ts';
import { PLAN_FIELDS, type PlanFieldType } from '../plan/plan-fields.ts';

const TYPES = {
  text: z.string(),
  texts: z.array(z.string()),
  number: z.number(),
  flag: z.boolean(),
} as const satisfies Record<PlanFieldType, z.ZodType>;

const { nodeType, ...optionalFields } = PLAN_FIELDS;

/**
 * A plan node as `plan/` reads it. The fields are made from `PLAN_FIELDS`, whose keys the compiler holds to be those of PlanNode:
 * hence the assertion.
 */
const planNodeSchema = z
  .strictObject({
    nodeType: TYPES[nodeType],
    ...Object.fromEntries(Object.entries(optionalFields).map(([key, type]) => [key, TYPES[type].optional()])),
    get plans(): z.ZodArray<z.ZodType<PlanNode>> {
      return z.array(planNodeSchema);
    },
  })
  .meta({
    id: 'PlanNode',
    description: "A node of EXPLAIN's, fields camelCased; blocks include the children's",
  }) as unknown as z.ZodType<PlanNode>;

const blockCounters = {
  sharedHitBlocks: z.number().optional(),
  sharedReadBlocks: z.number().optional(),
  localHitBlocks: z.number().optional(),
  localReadBlocks: z.number().optional(),
  tempReadBlocks: z.number().optional(),
  tempWrittenBlocks: z.number().optional(),
};

/** One EXPLAIN output. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  root: planNodeSchema,
  serialization: z
    .strictObject({ time: z.number().optional(), outputVolume: z.number().optional(), ...blockCounters })
    .optional(),
  planningTime: z.number().optional(),
  executionTime: z.number().optional(),
  triggers: z.array(
    z.strictObject({
      triggerName: z.string(),
      constraintName: z.string().optional(),
      relation: z.string().optional(),
      time: z.number().optional(),
      calls: z.number(),
    }),
  ),
}) as unknown as z.ZodType<Plan>;
