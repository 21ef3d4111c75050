import type { CaseMeasurement, SideOutcome, TimeComparison } from '../../src/compare/measurement.ts';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Work } from '../../src/plan/work.ts';
import type { Statement } from '../../src/sql/statement.ts';

/** A plan of one node. */
export function planOf(nodeType: string): Plan {
  return { root: { nodeType, plans: [] }, triggers: [] };
}

/** A side that was measured; work that is not given is 0. */
export function side(work: Partial<Work>, plan = planOf('Seq Scan'), ms = 5): SideOutcome {
  return {
    kind: 'measured',
    work: { blocks: 0, tempBlocks: 0, rowsProcessed: 0, walBytes: 0, ...work },
    plan,
    executionMs: [ms],
  };
}

/** Times that are equal for sure, unless something else is said. */
export function timing(overrides: Partial<TimeComparison> = {}): TimeComparison {
  return {
    verdict: 'not-slower',
    pairs: 8,
    estimate: 1,
    low: 0.97,
    high: 1.03,
    differenceMs: 0,
    clock: 'execution',
    trusted: true,
    ...overrides,
  };
}

export const MORE_TIME = timing({ verdict: 'slower', estimate: 2, low: 1.8, high: 2.2, differenceMs: 5 });
export const LESS_TIME = timing({ estimate: 0.5, low: 0.45, high: 0.55, differenceMs: -5 });
export const SAME_TIME = timing();

/** A case of two sides. */
export function caseOf(
  base: SideOutcome | null,
  head: SideOutcome | null,
  time: TimeComparison | null = null,
  name = 'default',
): CaseMeasurement {
  return { name, parameters: [], base, head, time };
}

export const FAILED: SideOutcome = {
  kind: 'failed',
  sqlState: '42P01',
  message: 'relation "t" does not exist',
};
export const TIMED_OUT: SideOutcome = { kind: 'timed-out', afterMs: 30_000 };

/** A query on both sides, on one of them, with one text. */
export function pairOf(sides: 'both' | 'base' | 'head' = 'both'): QueryPair {
  const location = { file: 'queries/orders.sql', line: 1, endLine: 2 };
  const statement: Statement = {
    location,
    name: 'orders',
    ordinal: 1,
    text: 'SELECT 1',
    sql: 'SELECT 1',
    kind: 'select',
    parameters: [],
    canonical: 'x',
    fingerprint: 'x',
    failure: null,
  };
  return {
    id: 'queries/orders.sql#orders',
    name: 'orders',
    location,
    change: sides === 'both' ? 'changed' : sides === 'base' ? 'removed' : 'added',
    because: [],
    base: sides === 'head' ? null : statement,
    head: sides === 'base' ? null : statement,
  };
}
