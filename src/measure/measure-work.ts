import type { SideOutcome, TriggerWork } from '../compare/measurement.ts';
import type { Plan } from '../plan/plan.ts';
import { nodeBlocks, nodeTempBlocks, planWork } from '../plan/work.ts';
import type { CaseSide } from './case-side.ts';
import { type ConstraintMode, type ExecutionFailure, inRolledBackTransaction } from './execute.ts';
import { explainAnalyzeText, planOfRows, withDecidingPlan } from './explain.ts';
import type { WrittenRelation } from './measuring-session.ts';
import { readFiredTriggers } from './writes/read-fired-triggers.ts';
import { readWalPosition } from './writes/read-wal-position.ts';
import { tablesWithDeadRows } from './writes/tables-with-dead-rows.ts';
import { blocksTouched, readTouchedRelations, relationsWritten } from './writes/touched-relations.ts';

/** A side's exact work, and what has to be known to execute the statement again. */
export interface MeasuredWork {
  readonly outcome: SideOutcome;
  /** Tables in which each execution leaves dead tuples. */
  readonly written: readonly WrittenRelation[];
  readonly constraints: ConstraintMode;
}

/** One execution under EXPLAIN. */
interface Execution {
  readonly plan: Plan;
  readonly written: readonly WrittenRelation[];
  readonly triggers: TriggerWork | undefined;
}

/**
 * Two executions, of which the second gives the exact work (MEASURING section 3): the first warms the caches up, and shows
 * what is written and fired. What an execution writes is vacuumed at once.
 *
 * Deferred constraints are checked at once, so that they count. Where the statement fails by that, as a statement does
 * that is only one step of a larger transaction, they stay deferred and `uncounted` says so.
 */
export async function measureWork(
  input: CaseSide,
  constraints: ConstraintMode = 'immediate',
): Promise<MeasuredWork> {
  const warmUp = await explainOnce(input, constraints, 'OFF');
  if ('kind' in warmUp) {
    const failed = { outcome: warmUp, written: [], constraints };
    if (warmUp.kind === 'timed-out' || constraints === 'deferred') return failed;
    const deferred = await measureWork(input, 'deferred');
    if (deferred.outcome.kind !== 'measured') return failed;
    return { ...deferred, outcome: { ...deferred.outcome, uncounted: warmUp.message } };
  }
  // Only under TIMING does EXPLAIN say how long a trigger took.
  const execution = await explainOnce(input, constraints, warmUp.triggers ? 'ON' : 'OFF');
  if ('kind' in execution) return { outcome: execution, written: [], constraints };
  const { plan, triggers, written } = execution;
  const work = planWork(plan);
  const outcome: SideOutcome = {
    kind: 'measured',
    work: {
      ...work,
      blocks: work.blocks + (triggers?.blocks ?? 0),
      walBytes: work.walBytes + (triggers?.walBytes ?? 0),
    },
    plan,
    executionMs: [plan.executionTime ?? 0],
    ...(triggers ? { triggers } : {}),
  };
  return { outcome, written, constraints };
}

/** One execution in a transaction that is rolled back, and VACUUM of what it wrote. */
async function explainOnce(
  input: CaseSide,
  constraints: ConstraintMode,
  timing: 'ON' | 'OFF',
): Promise<Execution | ExecutionFailure> {
  const { side } = input;
  const execution = await withDecidingPlan(input, (statement) =>
    inRolledBackTransaction(side.session, () => explainCounted({ side, ...statement }, timing), constraints),
  );
  // What ends early has written too.
  const written = 'kind' in execution ? await tablesWithDeadRows(side) : execution.written;
  if (written.length > 0) await side.cleanUp(written);
  return execution;
}

async function explainCounted({ side, sql, values }: CaseSide, timing: 'ON' | 'OFF'): Promise<Execution> {
  const { session, versionNumber } = side;
  const before = await readTouchedRelations(session);
  const text = explainAnalyzeText(sql, { versionNumber, timing });
  // Nothing stands between the two positions but the statement. Under TIMING triggers are known to fire.
  const walBefore = timing === 'ON' ? await readWalPosition(session) : null;
  const plan = planOfRows((await session.query(text, values)).rows);
  const walAfter = walBefore === null ? null : await readWalPosition(session);
  const after = await readTouchedRelations(session);
  const written = relationsWritten(before, after);
  if (plan.triggers.length === 0) return { plan, written, triggers: undefined };
  const blocks = after.size === 0 ? null : Math.max(0, blocksTouched(before, after) - planBlocks(plan));
  const fired = await readFiredTriggers(session, plan);
  if (walBefore === null || walAfter === null) return { plan, written, triggers: { blocks, fired } };
  const walBytes = walBesidePlan(plan, walAfter - walBefore);
  return { plan, written, triggers: { blocks, walBytes, fired } };
}

/** Most bytes by which WAL pads a record (MAXALIGN, xloginsert.c). */
const MOST_PADDING = 7;

/** WAL of triggers among `bytes` of the whole statement; none where the padding of the plan's own records may be all of it. */
function walBesidePlan(plan: Plan, bytes: number): number {
  const beside = bytes - planWork(plan).walBytes;
  return beside > (plan.root.walRecords ?? 0) * MOST_PADDING ? beside : 0;
}

/** Blocks of relations that the plan itself accounts for; temporary files belong to none. */
function planBlocks({ root, serialization }: Plan): number {
  return [root, serialization ?? {}].reduce(
    (sum, counters) => sum + nodeBlocks(counters) - nodeTempBlocks(counters),
    0,
  );
}
