import type { RangeVar } from '@pgsql/types';
import type { RowsOptions } from '../../../sql/parameters/write-rows.ts';
import type { TableSize } from './table-sizes.ts';

/** Rows that are read of the largest table: enough to know a key that has a few rows in a thousand. */
const WANTED_ROWS = { alone: 8_000, joined: 4_000 } as const;

/** Tables up to this many rows are read whole, and the counts of their keys are exact. */
const WHOLE_ROWS = 20_000;

/** Fewest blocks: the rows of one block often belong together. */
const LEAST_BLOCKS = 50;

/**
 * Reads a part of the largest table, so that a key weighs by the rows that it has there. PostgreSQL's `system` method
 * with a seed takes the same blocks of equal tables every time, and reads no others.
 */
export function chooseSample(tables: ReadonlyMap<RangeVar, TableSize>): RowsOptions['sample'] {
  const [largest] = [...tables].sort(([, a], [, b]) => b.rows - a.rows || b.blocks - a.blocks);
  if (!largest) return null;
  const [relation, { rows, blocks }] = largest;
  if (rows <= WHOLE_ROWS || blocks <= LEAST_BLOCKS) return null;
  const wanted = tables.size > 1 ? WANTED_ROWS.joined : WANTED_ROWS.alone;
  const wantedBlocks = Math.max(LEAST_BLOCKS, (wanted / rows) * blocks);
  if (wantedBlocks >= blocks) return null;
  return { relation, percent: Number(((100 * wantedBlocks) / blocks).toPrecision(3)) };
}
