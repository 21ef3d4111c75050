/**
 * A node of a plan. Field names are EXPLAIN's own, camelCased one to one; absent fields are undefined.
 * Row and time figures are per loop, as EXPLAIN gives them; block figures are totals over all loops and
 * include the children's. Times in ms, blocks of 8 kB, memory in kB.
 */
export interface PlanNode {
  readonly nodeType: string;
  readonly parentRelationship?: string;
  readonly subplanName?: string;
  readonly strategy?: string;
  readonly partialMode?: string;
  readonly parallelAware?: boolean;
  readonly asyncCapable?: boolean;
  /** The planner was told to avoid this node and had no other (PostgreSQL 18). */
  readonly disabled?: boolean;
  readonly operation?: string;
  readonly joinType?: string;
  readonly scanDirection?: string;
  readonly relationName?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly indexName?: string;
  readonly cteName?: string;
  readonly functionName?: string;
  readonly tableFunctionName?: string;
  readonly tuplestoreName?: string;
  readonly customPlanProvider?: string;
  readonly command?: string;
  readonly indexCond?: string;
  readonly recheckCond?: string;
  readonly filter?: string;
  readonly joinFilter?: string;
  readonly hashCond?: string;
  readonly mergeCond?: string;
  readonly orderBy?: string;
  readonly tidCond?: string;
  readonly oneTimeFilter?: string;
  readonly sortKey?: readonly string[];
  readonly presortedKey?: readonly string[];
  readonly groupKey?: readonly string[];
  readonly sortMethod?: string;
  readonly sortSpaceUsed?: number;
  readonly sortSpaceType?: string;
  readonly hashBatches?: number;
  readonly originalHashBatches?: number;
  /** Batches of a hash aggregate; more than 1 is a spill. EXPLAIN writes `HashAgg Batches`. */
  readonly hashaggBatches?: number;
  readonly diskUsage?: number;
  readonly peakMemoryUsage?: number;
  /** Where a materialized result lies: `Memory` or `Disk` (PostgreSQL 18). */
  readonly storage?: string;
  readonly maximumStorage?: number;
  readonly subplansRemoved?: number;
  readonly cacheKey?: string;
  readonly cacheMode?: string;
  readonly cacheHits?: number;
  readonly cacheMisses?: number;
  readonly cacheEvictions?: number;
  readonly cacheOverflows?: number;
  readonly startupCost?: number;
  readonly totalCost?: number;
  readonly planRows?: number;
  readonly planWidth?: number;
  readonly actualStartupTime?: number;
  readonly actualTotalTime?: number;
  readonly actualRows?: number;
  readonly actualLoops?: number;
  readonly rowsRemovedByFilter?: number;
  readonly rowsRemovedByJoinFilter?: number;
  readonly rowsRemovedByIndexRecheck?: number;
  readonly heapFetches?: number;
  /** Descents of the index (PostgreSQL 18). */
  readonly indexSearches?: number;
  readonly exactHeapBlocks?: number;
  readonly lossyHeapBlocks?: number;
  readonly workersPlanned?: number;
  readonly workersLaunched?: number;
  readonly sharedHitBlocks?: number;
  readonly sharedReadBlocks?: number;
  readonly sharedDirtiedBlocks?: number;
  readonly sharedWrittenBlocks?: number;
  readonly localHitBlocks?: number;
  readonly localReadBlocks?: number;
  readonly tempReadBlocks?: number;
  readonly tempWrittenBlocks?: number;
  readonly localDirtiedBlocks?: number;
  readonly localWrittenBlocks?: number;
  readonly walRecords?: number;
  readonly walFpi?: number;
  readonly walBytes?: number;
  readonly plans: readonly PlanNode[];
}

/** A trigger's share of an execution, as EXPLAIN lists it; `time` in ms over all calls. */
export interface PlanTrigger {
  readonly triggerName: string;
  readonly constraintName?: string;
  readonly relation?: string;
  readonly time?: number;
  readonly calls: number;
}

/** Making the output, which EXPLAIN measures under SERIALIZE (PostgreSQL 17): beside the nodes, not within them. */
export interface PlanSerialization {
  /** ms; undefined under TIMING OFF. */
  readonly time?: number;
  /** kB. */
  readonly outputVolume?: number;
  readonly sharedHitBlocks?: number;
  readonly sharedReadBlocks?: number;
  readonly localHitBlocks?: number;
  readonly localReadBlocks?: number;
  readonly tempReadBlocks?: number;
  readonly tempWrittenBlocks?: number;
}

/** One EXPLAIN output. */
export interface Plan {
  readonly root: PlanNode;
  readonly serialization?: PlanSerialization;
  /** ms; undefined without ANALYZE. */
  readonly planningTime?: number;
  readonly executionTime?: number;
  readonly triggers: readonly PlanTrigger[];
}

/** What a change of plan is about, gravest first. */
export const PLAN_CHANGE_KINDS = [
  'access',
  'join',
  'order',
  'strategy',
  'spill',
  'added',
  'removed',
  'estimate',
  'work',
] as const;

/** One of `PLAN_CHANGE_KINDS`. */
export type PlanChangeKind = (typeof PLAN_CHANGE_KINDS)[number];

/** One difference between two plans, on nodes matched by what they work on. */
export interface PlanChange {
  readonly kind: PlanChangeKind;
  /** Relation that the node reads, or null for a node above relations. */
  readonly relationName: string | null;
  /** The node in PostgreSQL's words: `Index Scan using orders_customer_id_idx on orders o`; null when added. */
  readonly from: string | null;
  /** Null when removed. */
  readonly to: string | null;
  /** Blocks of the node itself (children left out) on both sides; null on the side that lacks it. */
  readonly blocks: { readonly base: number | null; readonly head: number | null };
  /** Rows the node produced over all loops. */
  readonly rows: { readonly base: number | null; readonly head: number | null };
  /** What the two descriptions don't say: a condition that left the index, the tables joined, an estimate. */
  readonly detail?: string;
}
