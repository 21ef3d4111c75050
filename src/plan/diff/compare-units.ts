import type { PlanChangeKind } from '../plan.ts';
import { type PlanUnit, unitIndexes } from './plan-unit.ts';

/** How two matched units differ: the gravest kind, and what their descriptions don't say. */
export interface UnitDifference {
  readonly kind: PlanChangeKind;
  readonly details: readonly string[];
  /** Whether its estimate got worse, whatever the gravest kind is. */
  readonly isMisestimate: boolean;
}

/** Null when nothing worth a line differs. `sidesSwapped` says that a join's outer and inner inputs changed places. */
export function compareUnits(base: PlanUnit, head: PlanUnit, sidesSwapped: boolean): UnitDifference | null {
  const found: { readonly kind: PlanChangeKind; readonly detail?: string | undefined }[] = [
    ...(base.role === 'scan' ? compareAccess(base, head) : []),
    ...(base.role === 'join' && isOtherJoin(base, head) ? [{ kind: 'join' as const }] : []),
    ...(sidesSwapped ? [{ kind: 'order' as const, detail: 'outer and inner side changed places' }] : []),
    ...(isOtherStrategy(base, head) ? [{ kind: 'strategy' as const }] : []),
    ...compareSpill(base, head),
    ...compareEstimates(base, head),
    ...(isOtherWork(base, head) ? [{ kind: 'work' as const }] : []),
  ];
  const [first] = found;
  if (!first) return null;
  return {
    kind: first.kind,
    details: found.flatMap(({ detail }) => (detail === undefined ? [] : [detail])),
    isMisestimate: found.some(({ kind }) => kind === 'estimate'),
  };
}

type Differences = readonly { readonly kind: PlanChangeKind; readonly detail?: string | undefined }[];

function compareAccess(base: PlanUnit, head: PlanUnit): Differences {
  const [baseIndexes, headIndexes] = [unitIndexes(base), unitIndexes(head)];
  if (base.node.nodeType !== head.node.nodeType || baseIndexes.join('\n') !== headIndexes.join('\n')) {
    // A Bitmap Heap Scan's own line does not name its indexes.
    const isBitmap = [base, head].some(({ node }) => node.nodeType === 'Bitmap Heap Scan');
    return [
      {
        kind: 'access',
        detail: isBitmap ? compareIndexes(baseIndexes, headIndexes) : undefined,
      },
    ];
  }
  const condition = compareConditions(base, head);
  return condition === undefined ? [] : [{ kind: 'access', detail: condition }];
}

function compareIndexes(base: readonly string[], head: readonly string[]): string {
  return base.join('\n') === head.join('\n')
    ? `both by ${listIndexes(head)}`
    : `uses ${listIndexes(head)}; base uses ${listIndexes(base)}`;
}

function listIndexes(names: readonly string[]): string {
  return names.length === 0 ? 'no index' : names.join(', ');
}

/** A condition that moved must make the scan throw away so many times as many rows, and so many more. */
const MOVED = { ratio: 2, rows: 1 } as const;

/**
 * Same nodes, same index, many times the work: the predicate moved from Index Cond to Filter (MEASURING section 1). Texts of
 * conditions differ with every alias, so both must differ, and the rows thrown away must bear it out where they were counted.
 */
function compareConditions(base: PlanUnit, head: PlanUnit): string | undefined {
  const [baseCond, headCond] = [indexConditions(base), indexConditions(head)];
  if (baseCond === headCond || base.node.filter === head.node.filter) return undefined;
  const [before, after] = [removedRows(base), removedRows(head)];
  if (before !== undefined && after !== undefined) {
    if (after >= before * MOVED.ratio && after - before >= MOVED.rows)
      return `${LEFT_INDEX}: Filter: ${shorten(head.node.filter)}`;
    if (before >= after * MOVED.ratio && before - after >= MOVED.rows)
      return `${ENTERED_INDEX}: Index Cond: ${shorten(headCond)}`;
    return undefined;
  }
  if (base.node.filter === undefined) return `${LEFT_INDEX}: Filter: ${shorten(head.node.filter)}`;
  if (head.node.filter === undefined) return `${ENTERED_INDEX}: Index Cond: ${shorten(headCond)}`;
  return undefined;
}

const LEFT_INDEX = 'a condition moved from Index Cond to Filter';
const ENTERED_INDEX = 'a condition moved from Filter to Index Cond';

function indexConditions({ node, helpers }: PlanUnit): string {
  return [node, ...helpers]
    .flatMap(({ indexCond }) => (indexCond === undefined ? [] : [indexCond]))
    .sort()
    .join(' AND ');
}

/** Undefined without ANALYZE. */
function removedRows({ node }: PlanUnit): number | undefined {
  if (node.actualLoops === undefined) return undefined;
  return ((node.rowsRemovedByFilter ?? 0) + (node.rowsRemovedByIndexRecheck ?? 0)) * node.actualLoops;
}

function isOtherJoin(base: PlanUnit, head: PlanUnit): boolean {
  return base.node.nodeType !== head.node.nodeType || base.node.joinType !== head.node.joinType;
}

function isOtherStrategy({ role, node: base }: PlanUnit, { node: head }: PlanUnit): boolean {
  return (
    (role === 'other' && base.nodeType !== head.nodeType) ||
    base.strategy !== head.strategy ||
    base.partialMode !== head.partialMode ||
    base.parallelAware !== head.parallelAware ||
    base.command !== head.command ||
    base.scanDirection !== head.scanDirection
  );
}

function compareSpill(base: PlanUnit, head: PlanUnit): Differences {
  const [before, after] = [isSpilling(base), isSpilling(head)];
  if (before === after) return [];
  return [{ kind: 'spill', detail: after ? 'spills to disk' : 'spills to disk no more' }];
}

function isSpilling({ node, helpers, ownTempBlocks }: PlanUnit): boolean {
  return (
    ownTempBlocks > 0 ||
    [node, ...helpers].some(
      ({ sortSpaceType, hashBatches = 1, hashaggBatches = 1, storage }) =>
        sortSpaceType === 'Disk' || hashBatches > 1 || hashaggBatches > 1 || storage === 'Disk',
    )
  );
}

/** An estimate counts as worse when it is off by this many times more than on base (MEASURING section 4). */
const MISESTIMATE_STEP = 10;

function compareEstimates(base: PlanUnit, head: PlanUnit): Differences {
  const [before, after] = [estimateError(base), estimateError(head)];
  if (before === undefined || after === undefined || after < before * MISESTIMATE_STEP) return [];
  const { planRows = 0, actualRows = 0 } = head.node;
  return [{ kind: 'estimate', detail: `${showRows(planRows)} rows expected, ${showRows(actualRows)} found` }];
}

/** Factor by which the estimate of one loop is off, either way; below one row counts as one, as the planner has it. */
function estimateError({ node: { planRows, actualRows, actualLoops } }: PlanUnit): number | undefined {
  if (planRows === undefined || actualRows === undefined || actualLoops === 0) return undefined;
  const [expected, found] = [Math.max(1, planRows), Math.max(1, actualRows)];
  return Math.max(expected / found, found / expected);
}

function showRows(rows: number): string {
  return Math.round(rows).toLocaleString('en-US');
}

/** A unit's own blocks that moved by so much and so many are worth a line: the steps of the rule `more-blocks`. */
const WORK_STEP = { ratio: 1.25, blocks: 32 } as const;

function isOtherWork({ ownBlocks: base }: PlanUnit, { ownBlocks: head }: PlanUnit): boolean {
  const [less, more] = base < head ? [base, head] : [head, base];
  return more - less >= WORK_STEP.blocks && more >= less * WORK_STEP.ratio;
}

/** Conditions may be of any length; a line is not. */
const SHOWN_CHARACTERS = 120;

function shorten(text = ''): string {
  const characters = [...text.slice(0, SHOWN_CHARACTERS + 2)];
  return characters.length > SHOWN_CHARACTERS ? `${characters.slice(0, SHOWN_CHARACTERS).join('')}…` : text;
}
