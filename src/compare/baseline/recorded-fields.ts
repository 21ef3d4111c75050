import type { PlanNode } from '../../plan/plan.ts';
import { PLAN_FIELDS, type PlanFieldType } from '../../plan/plan-fields.ts';

/**
 * Fields of a plan's node that repeat on every machine. Times, costs, memory and how blocks were found are left out: they
 * change from run to run, and with the statistics.
 */
const NAMES = [
  'nodeType',
  'parentRelationship',
  'subplanName',
  'strategy',
  'partialMode',
  'parallelAware',
  'operation',
  'joinType',
  'scanDirection',
  'relationName',
  'schema',
  'alias',
  'indexName',
  'cteName',
  'functionName',
  'command',
  'indexCond',
  'recheckCond',
  'orderBy',
  'filter',
  'joinFilter',
  'hashCond',
  'mergeCond',
  'tidCond',
  'oneTimeFilter',
  'sortKey',
  'presortedKey',
  'groupKey',
  'sortMethod',
  'sortSpaceType',
  'hashBatches',
  'hashaggBatches',
  'storage',
  'actualRows',
  'actualLoops',
  'rowsRemovedByFilter',
  'rowsRemovedByJoinFilter',
  'rowsRemovedByIndexRecheck',
] as const satisfies readonly (keyof PlanNode)[];

/** Name of a field that is recorded. */
export type RecordedField = (typeof NAMES)[number];

/** The fields with their types, in the order in which they are written. */
export const RECORDED_FIELDS: readonly (readonly [RecordedField, PlanFieldType])[] = NAMES.map((name) => [
  name,
  PLAN_FIELDS[name],
]);

/** Fields that hold expressions, and so literals. */
export const EXPRESSIONS: ReadonlySet<RecordedField> = new Set<RecordedField>([
  'indexCond',
  'recheckCond',
  'orderBy',
  'filter',
  'joinFilter',
  'hashCond',
  'mergeCond',
  'tidCond',
  'oneTimeFilter',
  'sortKey',
  'presortedKey',
  'groupKey',
]);
