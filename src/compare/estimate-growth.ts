import type { Plan, PlanNode } from '../plan/plan.ts';
import { nodeRows } from '../plan/rows-returned.ts';
import { walkPlan } from '../plan/walk-plan.ts';
import { nodeBlocks } from '../plan/work.ts';
import type { RelationSize } from './growth.ts';
import type { CaseMeasurement } from './measurement.ts';
import { median } from './median.ts';

/** A figure at both sizes of the data. */
export interface AtBothSizes {
  readonly tenth: number;
  readonly all: number;
}

/** How the work on one relation grows. */
export interface RelationGrowth {
  readonly relation: string;
  /** Rows that the relation holds. */
  readonly rows: AtBothSizes;
  /** 8 kB blocks that its scans touch. */
  readonly blocks: AtBothSizes;
  /** Rows that its scans produce or throw away. */
  readonly rowsRead: AtBothSizes;
  /** Of these, rows produced. */
  readonly rowsFound: AtBothSizes;
  /** On all of the data one of its scans reads it from end to end. */
  readonly isScannedWhole: boolean;
  /**
   * The work grows as the relation's rows to this power: 0 is constant, 1 in proportion. The larger one of blocks and rows
   * read, at least 0, of rows alone where the two sizes are scanned in different ways; null where the two sizes are too alike to tell.
   */
  readonly exponent: number | null;
  readonly productionRows: number | null;
  /** Blocks at `productionRows`, by the exponent; null where either is not known. */
  readonly projectedBlocks: number | null;
}

/** How the work of one case grows with the data. */
export interface CaseGrowth {
  /** Relations with the most blocks first. */
  readonly relations: readonly RelationGrowth[];
  /** Rows that the statement returned or wrote. */
  readonly rowsOut: AtBothSizes;
  /** At production's size; null where the config says nothing of the relations that it scans. */
  readonly projected: { readonly blocks: number; readonly ms: number } | null;
}

/** The two sizes have to differ by this factor, or a few rows more or less would decide the exponent. */
const LEAST_RATIO = 4;

/**
 * The growth of a case that was measured at both sizes, else null. The exponent is the slope between the two points in
 * logarithms: ln(work at all / work at a tenth) / ln(rows at all / rows at a tenth).
 */
export function estimateGrowth({ head, growth }: CaseMeasurement): CaseGrowth | null {
  if (head?.kind !== 'measured' || growth?.tenth.kind !== 'measured') return null;
  const plans = { tenth: growth.tenth.plan, all: head.plan };
  const scans = { tenth: scanTotals(plans.tenth), all: scanTotals(plans.all) };
  const relations = growth.sizes
    .flatMap((size) => estimateRelation(size, scans) ?? [])
    .toSorted((a, b) => b.blocks.all - a.blocks.all);
  const ms = median(head.executionMs);
  return {
    relations,
    rowsOut: { tenth: rowsOut(plans.tenth), all: rowsOut(plans.all) },
    projected: project(relations, head.work.blocks, ms),
  };
}

interface ScanTotals {
  readonly blocks: number;
  readonly rowsRead: number;
  readonly rowsFound: number;
  /** Node types of the scans, each once. */
  readonly ways: ReadonlySet<string>;
}

const NOTHING: ScanTotals = { blocks: 0, rowsRead: 0, rowsFound: 0, ways: new Set() };

/** What the scans of each relation did, by `schema.relation`. */
function scanTotals({ root }: Plan): ReadonlyMap<string, ScanTotals> {
  const totals = new Map<string, ScanTotals>();
  for (const node of walkPlan(root)) {
    const { schema, relationName, nodeType, actualLoops = 0 } = node;
    if (schema === undefined || relationName === undefined || nodeType === 'ModifyTable') continue;
    const removed = (node.rowsRemovedByFilter ?? 0) + (node.rowsRemovedByIndexRecheck ?? 0);
    const key = `${schema}.${relationName}`;
    const { blocks, rowsRead, rowsFound, ways } = totals.get(key) ?? NOTHING;
    totals.set(key, {
      blocks: blocks + scanBlocks(node),
      rowsRead: rowsRead + nodeRows(node) + removed * actualLoops,
      rowsFound: rowsFound + nodeRows(node),
      ways: new Set([...ways, nodeType]),
    });
  }
  return totals;
}

/** Blocks of a scan with the index scans of its bitmap, without the subplans of its filter. */
function scanBlocks(node: PlanNode): number {
  const subplans = node.plans.filter(
    ({ parentRelationship }) => parentRelationship === 'SubPlan' || parentRelationship === 'InitPlan',
  );
  return Math.max(0, nodeBlocks(node) - subplans.reduce((sum, subplan) => sum + nodeBlocks(subplan), 0));
}

function estimateRelation(
  { relation, scannedAs, rows, productionRows }: RelationSize,
  scans: Readonly<Record<keyof AtBothSizes, ReadonlyMap<string, ScanTotals>>>,
): RelationGrowth | null {
  const at = (size: keyof AtBothSizes) => sumScans(scannedAs.map((name) => scans[size].get(name) ?? NOTHING));
  const { tenth, all } = { tenth: at('tenth'), all: at('all') };
  if (all.ways.size === 0) return null;
  const both = (figure: 'blocks' | 'rowsRead' | 'rowsFound') => ({
    tenth: Math.round(tenth[figure]),
    all: Math.round(all[figure]),
  });
  const [blocks, rowsRead] = [both('blocks'), both('rowsRead')];
  // Blocks of an index against blocks of a table say nothing of growth: where the way differs, the rows have to do.
  const isSameWay = tenth.ways.size === all.ways.size && [...tenth.ways].every((way) => all.ways.has(way));
  const exponent =
    rows.tenth > 0 && rows.all >= rows.tenth * LEAST_RATIO
      ? Math.max(0, isSameWay ? slope(blocks, rows) : 0, slope(rowsRead, rows))
      : null;
  const projectedBlocks =
    exponent === null || productionRows === null || rows.all === 0
      ? null
      : Math.round(blocks.all * (productionRows / rows.all) ** exponent);
  return {
    ...{ relation, rows, blocks, rowsRead, exponent, productionRows, projectedBlocks },
    rowsFound: both('rowsFound'),
    isScannedWhole: all.ways.has('Seq Scan'),
  };
}

function sumScans(scans: readonly ScanTotals[]): ScanTotals {
  return scans.reduce(
    (sum, scan) => ({
      blocks: sum.blocks + scan.blocks,
      rowsRead: sum.rowsRead + scan.rowsRead,
      rowsFound: sum.rowsFound + scan.rowsFound,
      ways: new Set([...sum.ways, ...scan.ways]),
    }),
    NOTHING,
  );
}

/** 1 stands in for nothing: the logarithm of 0 says nothing of growth. */
function slope(work: AtBothSizes, rows: AtBothSizes): number {
  return Math.log(Math.max(1, work.all) / Math.max(1, work.tenth)) / Math.log(rows.all / rows.tenth);
}

/**
 * Work of which production's size is not known stays as it is; time grows as the blocks do, since EXPLAIN does not split it
 * by relation.
 */
function project(relations: readonly RelationGrowth[], blocks: number, ms: number): CaseGrowth['projected'] {
  const known = relations.flatMap(({ blocks: { all }, projectedBlocks }) =>
    projectedBlocks === null ? [] : [projectedBlocks - all],
  );
  if (known.length === 0) return null;
  const projected = Math.max(0, blocks + known.reduce((sum, more) => sum + more, 0));
  return { blocks: projected, ms: blocks === 0 ? ms : ms * (projected / blocks) };
}

/** Rows that a statement gives out; of a write, those that it writes. */
function rowsOut({ root }: Plan): number {
  const input = root.nodeType === 'ModifyTable' ? root.plans[0] : undefined;
  return Math.round(nodeRows(input ?? root));
}
