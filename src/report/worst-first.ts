import { STATUSES } from '../rules/status.ts';
import type { QueryReport, SideReport } from './report-schema.ts';

/**
 * Worst status first, a new query that is held against the change right after those that regressed. Among equals, where calls
 * are known, the one that adds most a minute; then the one with the graver findings, then with more blocks added, then by id.
 */
export function worstFirst(queries: readonly QueryReport[]): QueryReport[] {
  const isWeighed = queries.some(({ load }) => load !== undefined);
  return queries.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (isWeighed ? addedMsPerMinute(b) - addedMsPerMinute(a) : 0) ||
      errors(b) - errors(a) ||
      addedBlocks(b) - addedBlocks(a) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** As `stakeMs`: a cached block costs about a microsecond, and a small seed may show the blocks only. */
const BLOCK_MS = 0.001;

/** Where nothing is known of a query among others that are weighed, it counts as run once a minute. */
const UNKNOWN_CALLS = 1;

function addedMsPerMinute(query: QueryReport): number {
  const { callsPerMinute = UNKNOWN_CALLS, addedMsPerCall = null } = query.load ?? {};
  const ms = addedMsPerCall ?? Math.max(0, ...query.cases.map(({ timeRatio }) => timeRatio?.differenceMs ?? 0));
  return (ms + addedBlocks(query) * BLOCK_MS) * callsPerMinute;
}

function rank({ status, findings }: QueryReport): number {
  const isHeld = status === 'new' && findings.some(({ severity }) => severity !== 'note');
  return STATUSES.indexOf(isHeld ? 'regressed' : status) + (isHeld ? 0.5 : 0);
}

function errors({ findings }: QueryReport): number {
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function addedBlocks({ cases }: QueryReport): number {
  return Math.max(0, ...cases.map(({ base, head }) => (blocksOf(head) ?? 0) - (blocksOf(base) ?? 0)));
}

function blocksOf(side: SideReport): number | undefined {
  return side && 'blocks' in side ? side.blocks : undefined;
}
