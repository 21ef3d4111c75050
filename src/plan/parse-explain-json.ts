import { describeValue, type ExplainObject, isExplainObject, notAPlan, readFields } from './explain-fields.ts';
import type { Plan, PlanNode, PlanSerialization, PlanTrigger } from './plan.ts';
import type { PlanFieldType } from './plan-fields.ts';
import { PLAN_FIELDS } from './plan-fields.ts';

/**
 * Reads EXPLAIN (FORMAT JSON) of PostgreSQL 13 and later: the list that the server sends, the object in it, or either as text.
 * Fields that are not known are left out. Depth is bounded by memory only.
 * Throws SourceError with what was found where, when it is not EXPLAIN's JSON.
 */
export function parseExplainJson(value: unknown): Plan {
  const output = unwrapOutput(typeof value === 'string' ? parseText(value) : value);
  const times = readFields(output, TIMES, 'EXPLAIN output');
  return {
    root: readTree(output.Plan),
    ...readSerialization(output.Serialization),
    ...times,
    triggers: readTriggers(output.Triggers),
  };
}

const TIMES = { planningTime: 'number', executionTime: 'number' } as const satisfies Record<
  string,
  PlanFieldType
>;

const TRIGGER_FIELDS: Readonly<Record<keyof PlanTrigger, PlanFieldType>> = {
  triggerName: 'text',
  constraintName: 'text',
  relation: 'text',
  time: 'number',
  calls: 'number',
};

const SERIALIZATION_FIELDS: Readonly<Record<keyof PlanSerialization, PlanFieldType>> = {
  time: 'number',
  outputVolume: 'number',
  sharedHitBlocks: 'number',
  sharedReadBlocks: 'number',
  localHitBlocks: 'number',
  localReadBlocks: 'number',
  tempReadBlocks: 'number',
  tempWrittenBlocks: 'number',
};

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAPlan(`not JSON: ${(cause as Error).message}`);
  }
}

/** The one object with a `Plan`. A statement that a rule rewrites has several plans; one would hide the others' work. */
function unwrapOutput(value: unknown): ExplainObject {
  if (Array.isArray(value) && value.length !== 1) throw notAPlan(`${value.length} plans, one is expected`);
  const output: unknown = Array.isArray(value) ? value[0] : value;
  if (!isExplainObject(output)) throw notAPlan(`${describeValue(output)}, an object with a "Plan" is expected`);
  if (!('Plan' in output)) throw notAPlan(`no "Plan" among ${describeValue(Object.keys(output).join(', '))}`);
  return output;
}

/** A node whose children are still being read. */
type OpenNode = PlanNode & { readonly plans: PlanNode[] };

/** Reads a tree without a call stack of its depth. */
function readTree(value: unknown): PlanNode {
  const root = readNode(value, 'Plan');
  const open: { readonly node: OpenNode; readonly children: unknown; readonly where: string }[] = [];
  const push = (node: OpenNode, source: unknown, where: string) =>
    open.push({ node, children: (source as ExplainObject).Plans, where });
  push(root, value, 'Plan');
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, children, where } = next;
    if (children === undefined) continue;
    if (!Array.isArray(children))
      throw notAPlan(`"Plans" is ${describeValue(children)}, a list is expected`, where);
    children.forEach((child: unknown, index) => {
      // The path of a deep node would be as long as the tree is deep: its parent names the place well enough.
      const place = `child ${index + 1} of ${node.nodeType}`;
      const parsed = readNode(child, place);
      node.plans.push(parsed);
      push(parsed, child, place);
    });
  }
  return root;
}

function readNode(value: unknown, where: string): OpenNode {
  if (!isExplainObject(value)) throw notAPlan(`${describeValue(value)}, a plan node is expected`, where);
  const fields = readFields(value, PLAN_FIELDS, where);
  if (fields.nodeType === undefined) throw notAPlan('a plan node without "Node Type"', where);
  return { ...(fields as Omit<OpenNode, 'plans'>), plans: [] };
}

function readTriggers(value: unknown): readonly PlanTrigger[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw notAPlan(`"Triggers" is ${describeValue(value)}, a list is expected`);
  return value.map((trigger: unknown, index) => {
    const where = `trigger ${index + 1}`;
    if (!isExplainObject(trigger)) throw notAPlan(`${describeValue(trigger)}, an object is expected`, where);
    const fields = readFields(trigger, TRIGGER_FIELDS, where);
    if (fields.triggerName === undefined) throw notAPlan('no "Trigger Name"', where);
    return { calls: 0, ...(fields as Partial<PlanTrigger>), triggerName: String(fields.triggerName) };
  });
}

function readSerialization(value: unknown): { readonly serialization?: PlanSerialization } {
  if (value === undefined) return {};
  if (!isExplainObject(value))
    throw notAPlan(`"Serialization" is ${describeValue(value)}, an object is expected`);
  return { serialization: readFields(value, SERIALIZATION_FIELDS, 'Serialization') };
}
