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
  readonly operation?: string;
  readonly joinType?: string;
  readonly scanDirection?: string;
  readonly relationName?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly indexName?: string;
  readonly cteName?: string;
  readonly functionName?: string;
  readonly command?: string;
  readonly indexCond?: string;
  readonly recheckCond?: string;
  readonly filter?: string;
  readonly joinFilter?: string;
  readonly hashCond?: string;
  readonly mergeCond?: string;
  readonly tidCond?: string;
  readonly oneTimeFilter?: string;
  readonly sortKey?: readonly string[];
  readonly presortedKey?: readonly string[];
  readonly groupKey?: readonly string[];
  readonly sortMethod?: string;
  readonly sortSpaceUsed?: number;
  readonly sortSpaceType?: string;
  readonly hashBatches?: number;
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

/** One EXPLAIN output. */
export interface Plan {
  readonly root: PlanNode;
  /** ms; undefined without ANALYZE. */
  readonly planningTime?: number;
  readonly executionTime?: number;
  readonly triggers: readonly PlanTrigger[];
}

/** What a change of plan is about, worst first. */
export type PlanChangeKind = 'access' | 'join' | 'order' | 'strategy' | 'spill' | 'added' | 'removed' | 'estimate' | 'work';

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
}
