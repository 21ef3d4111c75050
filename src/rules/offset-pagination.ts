import { z } from 'zod';
import type { SideOutcome } from '../compare/measurement.ts';
import { nodeRows } from '../plan/rows-returned.ts';
import { walkPlan } from '../plan/walk-plan.ts';
import { formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';

/** Rows that are made to be thrown away by OFFSET: every further page costs more than the one before. */
export const offsetPagination = defineRule({
  id: 'offset-pagination',
  title: 'OFFSET makes the query read many rows that it does not return',
  defaultSeverity: 'note',
  highestSeverity: 'note',
  options: {
    minRows: z.number().nonnegative().default(1000).describe('Rows skipped below which nothing is said'),
  },
  check({ base, head }, { minRows }) {
    const skipped = mostSkipped(head);
    if (skipped.rows < minRows || skipped.rows <= skipped.kept || mostSkipped(base).rows >= minRows)
      return null;
    const message = `skips ${formatNumberOf(skipped.rows, 'row')} by OFFSET to return ${formatNumberOf(skipped.kept, 'row')}`;
    return { atMost: 'note', message };
  },
});

/**
 * What a Limit node takes in and does not give out is what OFFSET skips: the executor stops below LIMIT by itself
 * (nodeLimit.c), so that without OFFSET both are equal.
 */
function mostSkipped(outcome: SideOutcome | null): { readonly rows: number; readonly kept: number } {
  if (outcome?.kind !== 'measured') return { rows: 0, kept: 0 };
  return [...walkPlan(outcome.plan.root)]
    .filter(({ nodeType }) => nodeType === 'Limit')
    .map((limit) => {
      const kept = nodeRows(limit);
      const input = limit.plans.find(({ parentRelationship }) => parentRelationship === 'Outer');
      return { rows: Math.max(0, Math.round((input ? nodeRows(input) : kept) - kept)), kept: Math.round(kept) };
    })
    .reduce((most, next) => (next.rows > most.rows ? next : most), { rows: 0, kept: 0 });
}
