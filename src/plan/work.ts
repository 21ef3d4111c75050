import type { Plan, PlanNode } from './plan.ts';
import { walkPlan } from './walk-plan.ts';

/** Exact work of one execution, from EXPLAIN's executor part (never "Planning"). */
export interface Work {
  /** Shared and local hit and read, plus temp read and written: 8 kB blocks. */
  readonly blocks: number;
  /** Temp read and written: 8 kB blocks. */
  readonly tempBlocks: number;
  /** Rows that every node produced or threw away, times its loops. */
  readonly rowsProcessed: number;
  /** WAL bytes; 0 where the server does not say. */
  readonly walBytes: number;
}

type Counters = Partial<
  Pick<
    PlanNode,
    | 'sharedHitBlocks'
    | 'sharedReadBlocks'
    | 'localHitBlocks'
    | 'localReadBlocks'
    | 'tempReadBlocks'
    | 'tempWrittenBlocks'
    | 'walBytes'
  >
>;

/**
 * The work of an executed plan. The root's counters include its children, InitPlans, SubPlans and the CTEs that are
 * scanned. Two things happen beside the root and are added: output that is made under SERIALIZE (detoasting), and the
 * rows of a data-modifying CTE that no scan asked for (PostgreSQL docs, 7.8.4). AFTER triggers, and so foreign keys, are
 * in no counter of EXPLAIN; measure/ adds theirs. A plan that was not executed has no work: every figure is 0.
 */
export function planWork({ root, serialization }: Plan): Work {
  const counters: Counters[] = serialization ? [root, serialization] : [root];
  let rowsProcessed = 0;
  const modifyingCtes = new Map<string, PlanNode>();
  const cteScans: PlanNode[] = [];
  for (const node of walkPlan(root)) {
    rowsProcessed += nodeRowsProcessed(node);
    if (node.nodeType === 'CTE Scan') cteScans.push(node);
    if (node.nodeType === 'ModifyTable' && node.subplanName?.startsWith(CTE_PREFIX)) {
      modifyingCtes.set(node.subplanName.slice(CTE_PREFIX.length), node);
    }
  }
  let blocks = sum(counters, nodeBlocks);
  let tempBlocks = sum(counters, nodeTempBlocks);
  let walBytes = sum(counters, (counter) => counter.walBytes ?? 0);
  for (const [name, node] of modifyingCtes) {
    const scans = cteScans.filter(({ cteName }) => cteName === name);
    const unscanned = (count: (counter: Counters) => number) => Math.max(0, count(node) - sum(scans, count));
    blocks += unscanned(nodeBlocks);
    tempBlocks += unscanned(nodeTempBlocks);
    walBytes += unscanned((counter) => counter.walBytes ?? 0);
  }
  return { blocks, tempBlocks, rowsProcessed: Math.round(rowsProcessed), walBytes };
}

/** How EXPLAIN begins the `Subplan Name` of a CTE. */
const CTE_PREFIX = 'CTE ';

/** Rows that one node produced or threw away, over all its loops; 0 when it was not executed. */
function nodeRowsProcessed(node: PlanNode): number {
  const perLoop =
    (node.actualRows ?? 0) +
    (node.rowsRemovedByFilter ?? 0) +
    (node.rowsRemovedByJoinFilter ?? 0) +
    (node.rowsRemovedByIndexRecheck ?? 0);
  return perLoop * (node.actualLoops ?? 0);
}

/** Blocks of a node with its children: shared and local hit and read, plus temp read and written. */
export function nodeBlocks(node: Counters): number {
  const { sharedHitBlocks = 0, sharedReadBlocks = 0, localHitBlocks = 0, localReadBlocks = 0 } = node;
  return sharedHitBlocks + sharedReadBlocks + localHitBlocks + localReadBlocks + nodeTempBlocks(node);
}

/** Temp blocks of a node with its children, read and written. */
export function nodeTempBlocks({ tempReadBlocks = 0, tempWrittenBlocks = 0 }: Counters): number {
  return tempReadBlocks + tempWrittenBlocks;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
