import { BackendPostgres } from 'openworkflow-head/postgres';
import type { ConnectionSettings } from '../../../src/postgres/connection-settings.ts';
import { toUrl } from '../to-url.ts';

/** Creates, claims, completes, fails, cancels and lists workflow runs of openworkflow, their steps and signals. */
export async function runOpenworkflow(
  connection: ConnectionSettings,
  whenFull: () => Promise<void>,
): Promise<void> {
  // Without the look-up of types, which the driver sends and not the package.
  const backend = await BackendPostgres.connect(`${toUrl(connection)}`);
  try {
    await runWorkflow(backend, 'first');
    await runWorkflow(backend, 'second');
    await sendSignals(backend);
    await endEarly(backend);
    await listAll(backend);
    await leaveOpen(backend);
    await whenFull();
  } finally {
    await backend.stop();
  }
}

const WORKER = { workerId: 'worker-1', leaseDurationMs: 60_000 };

function newRun(idempotencyKey: string | null, parent: { namespace: string; step: string } | null = null) {
  return {
    workflowName: 'orders',
    version: null,
    idempotencyKey,
    config: {},
    context: null,
    input: { order: 1 },
    parentStepAttemptNamespaceId: parent?.namespace ?? null,
    parentStepAttemptId: parent?.step ?? null,
    availableAt: null,
    deadlineAt: null,
  };
}

async function claim(backend: BackendPostgres): Promise<{ workflowRunId: string; workerId: string }> {
  const run = await backend.claimWorkflowRun(WORKER);
  if (run === null) throw new Error('there is a run to claim');
  return { workflowRunId: run.id, workerId: WORKER.workerId };
}

function step(stepName: string, kind: 'function' | 'workflow' | 'signal-wait', context: object | null = null) {
  return { stepName, kind, config: {}, context: context as never };
}

async function runWorkflow(backend: BackendPostgres, key: string): Promise<void> {
  await backend.createWorkflowRun(newRun(key));
  await backend.createWorkflowRun(newRun(key));
  const run = await claim(backend);
  await backend.extendWorkflowRunLease({ ...run, leaseDurationMs: 60_000 });
  const done = await backend.createStepAttempt({ ...run, ...step('charge', 'function') });
  await backend.completeStepAttempt({ ...run, stepAttemptId: done.id, output: { ok: true } });
  const failed = await backend.createStepAttempt({ ...run, ...step('ship', 'function') });
  await backend.failStepAttempt({ ...run, stepAttemptId: failed.id, error: { message: 'no' } });
  await backend.getStepAttempt({ stepAttemptId: done.id });
  const parent = await backend.createStepAttempt({ ...run, ...step('child', 'workflow') });
  const child = await backend.createWorkflowRun(
    newRun(null, { namespace: parent.namespaceId, step: parent.id }),
  );
  await backend.setStepAttemptChildWorkflowRun({
    ...run,
    stepAttemptId: parent.id,
    childWorkflowRunNamespaceId: child.namespaceId,
    childWorkflowRunId: child.id,
  });
  await backend.completeWorkflowRun({ ...(await claim(backend)), output: null });
  await backend.completeWorkflowRun({ ...run, output: { done: true } });
}

async function sendSignals(backend: BackendPostgres): Promise<void> {
  await backend.createWorkflowRun(newRun(null));
  const run = await claim(backend);
  const wait = await backend.createStepAttempt({ ...run, ...step('wait', 'signal-wait', { signal: 'paid' }) });
  await backend.sleepWorkflowRun({ ...run, availableAt: new Date(Date.now() + 3_600_000) });
  await backend.sendSignal({ signal: 'paid', data: { amount: 1 }, idempotencyKey: 'payment' });
  await backend.sendSignal({ signal: 'paid', data: { amount: 1 }, idempotencyKey: 'payment' });
  await backend.getSignalDelivery({ stepAttemptId: wait.id });
  await backend.cancelWorkflowRun({ workflowRunId: run.workflowRunId });
  await backend.cancelWorkflowRun({ workflowRunId: run.workflowRunId });
}

async function endEarly(backend: BackendPostgres): Promise<void> {
  await backend.createWorkflowRun(newRun(null));
  const error = { message: 'as it should' };
  const run = await claim(backend);
  await backend.rescheduleWorkflowRunAfterFailedStepAttempt({ ...run, error, availableAt: new Date(0) });
  const retryPolicy = {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '1s',
    maximumAttempts: 1,
  };
  await backend.failWorkflowRun({ ...(await claim(backend)), error, retryPolicy: retryPolicy as never });
}

/** One run that waits, and one that is being worked at with a step that another run is the child of. */
async function leaveOpen(backend: BackendPostgres): Promise<void> {
  await backend.createWorkflowRun(newRun('waits'));
  await backend.sleepWorkflowRun({ ...(await claim(backend)), availableAt: new Date(Date.now() + 3_600_000) });
  await backend.createWorkflowRun(newRun('works'));
  await backend.createStepAttempt({ ...(await claim(backend)), ...step('charge', 'function') });
}

async function listAll(backend: BackendPostgres): Promise<void> {
  await backend.countWorkflowRuns();
  const all = await backend.listWorkflowRuns({ limit: 2 });
  const after = all.pagination.next;
  if (after === null) throw new Error('there is a second page');
  const next = await backend.listWorkflowRuns({ limit: 2, after, status: 'completed', workflowName: 'orders' });
  if (next.pagination.prev !== null) await backend.listWorkflowRuns({ limit: 2, before: next.pagination.prev });
  for (const { id: workflowRunId } of all.data) {
    const steps = await backend.listStepAttempts({ workflowRunId, limit: 1 });
    if (steps.pagination.next === null) continue;
    const more = await backend.listStepAttempts({ workflowRunId, limit: 1, after: steps.pagination.next });
    if (more.pagination.prev === null) continue;
    await backend.listStepAttempts({ workflowRunId, limit: 1, before: more.pagination.prev });
  }
}
