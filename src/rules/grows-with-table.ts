import { z } from 'zod';
import { type CaseGrowth, estimateGrowth, type RelationGrowth } from '../compare/estimate-growth.ts';
import type { Plan, PlanNode } from '../plan/plan.ts';
import { formatCount, formatExponent, formatMs, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** A new query that returns a bounded number of rows and reads a table in proportion to its size. */
export const growsWithTable = defineRule({
  id: 'grows-with-table',
  title: 'The work of a new query grows with its table, and what it returns does not',
  defaultSeverity: 'warning',
  highestSeverity: 'error',
  options: {
    minExponent: z
      .number()
      .positive()
      .default(0.8)
      .describe(
        'Work that grows as the rows of the table to this power or more is a finding; 1 is in proportion',
      ),
    minBlocks: z
      .number()
      .nonnegative()
      .default(100)
      .describe(
        "Blocks of the table's scans below which nothing is said; at production's size where it is known",
      ),
  },
  check(measurement, { minExponent, minBlocks }) {
    const { base, head } = measurement;
    const growth = base === null ? estimateGrowth(measurement) : null;
    if (growth === null || head?.kind !== 'measured') return null;
    const growing = growth.relations.filter(
      (relation) =>
        (relation.exponent ?? 0) >= minExponent &&
        (relation.projectedBlocks ?? relation.blocks.all) >= minBlocks &&
        !isAbsentInTenth(relation) &&
        isBounded(growth, relation, head.plan),
    );
    const [worst, ...others] = growing.toSorted((a, b) => weight(b) - weight(a));
    if (worst === undefined) return null;
    const also = others.length > 0 ? `, and so do ${others.map(({ relation }) => relation).join(', ')}` : '';
    return {
      atMost: 'error',
      message: `${describe(worst, growth)}${also}${describeProjection(worst, growth)}`,
    };
  },
});

function weight({ projectedBlocks, blocks }: RelationGrowth): number {
  return projectedBlocks ?? blocks.all;
}

/** Output that grows by less than the square root of the table is called bounded. */
const BOUNDED_EXPONENT = 0.5;

/** A scan that throws away 99 of 100 rows, or more, does not read for the sake of what the statement returns. */
const LITTLE = 1 / 100;

/** The statement gives out a number of rows that does not follow the table: by its plan, by both runs, or next to nothing. */
function isBounded({ rowsOut }: CaseGrowth, { rows, rowsRead }: RelationGrowth, { root }: Plan): boolean {
  if (hasBoundedOutput(root) || rowsOut.all <= rowsRead.all * LITTLE) return true;
  const allowed = Math.max(1, rowsOut.tenth) * (rows.all / rows.tenth) ** BOUNDED_EXPONENT;
  return rowsOut.all <= allowed;
}

/** Nodes that give out the rows of their input, changed or in another order. */
const PASSING: ReadonlySet<string> = new Set(['Result', 'Sort', 'Incremental Sort', 'Subquery Scan', 'Unique']);

/** A LIMIT, or an aggregate without GROUP BY, at the top. */
function hasBoundedOutput(root: PlanNode): boolean {
  let node: PlanNode | undefined = root;
  while (node && PASSING.has(node.nodeType) && node.plans.length === 1) node = node.plans[0];
  if (node?.nodeType === 'Limit') return true;
  return (
    node?.nodeType === 'Aggregate' && (node.strategy ?? 'Plain') === 'Plain' && node.groupKey === undefined
  );
}

/**
 * A look-up by a value that the tenth does not hold finds nothing there, which says nothing of growth. A scan of the whole
 * table reads it to the end all the same.
 */
function isAbsentInTenth({ rowsFound, isScannedWhole }: RelationGrowth): boolean {
  return rowsFound.tenth === 0 && rowsFound.all > 0 && !isScannedWhole;
}

function describe({ relation, rows, blocks, exponent }: RelationGrowth, { rowsOut }: CaseGrowth): string {
  const how = `${formatCount(blocks.tenth)} blocks at ${formatNumberOf(rows.tenth, 'row')}, ${formatCount(blocks.all)} at ${formatCount(rows.all)}`;
  return `the work on ${relation} grows as its rows to the power of ${formatExponent(exponent ?? 0)} (${how}), and it returns ${formatNumberOf(rowsOut.all, 'row')}`;
}

function describeProjection({ productionRows, relation }: RelationGrowth, { projected }: CaseGrowth): string {
  if (projected === null || productionRows === null) return '';
  return `; projected at ${formatNumberOf(productionRows, 'row')} of ${relation}: ${formatNumberOf(projected.blocks, 'block')}, time ${formatMs(projected.ms)}`;
}
