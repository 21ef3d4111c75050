import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, parseCronItems, run, runOnce, type WorkerUtils } from 'graphile-worker-head';
import type { ConnectionSettings } from '../../../src/postgres/connection-settings.ts';
import { toUrl } from '../to-url.ts';

const logger = new Logger(() => () => undefined);

/** The tasks of its jobs. */
const TASKS = {
  works: async (_payload: unknown, { getQueueName }: { getQueueName: () => unknown }) => {
    await getQueueName();
  },
  fails: async () => {
    throw new Error('as it should');
  },
};

/** Jobs one at a time, and through a local queue that completes and fails them in batches. */
const WORKERS = [
  { concurrentJobs: 2, pollInterval: 100 },
  {
    concurrentJobs: 4,
    pollInterval: 100,
    localQueue: { size: 8, ttl: 200, refetchDelay: { durationMs: 50 } },
    completeJobBatchDelay: 5,
    failJobBatchDelay: 5,
  },
];

/** Adds, runs, fails, reschedules and cleans up jobs of graphile-worker: one by one and in batches, queued and not. */
export async function runGraphileWorker(
  connection: ConnectionSettings,
  whenFull: () => Promise<void>,
): Promise<void> {
  const options = { connectionString: toUrl(connection), logger };
  const utils = await makeWorkerUtils(options);
  try {
    await utils.migrate();
    await addJobs(utils, 40);
    await changeJobs(utils);
    await runOnce({ ...options, taskList: TASKS });
    const parsedCronItems = parseCronItems([
      { task: 'works', match: '* * * * *', options: { backfillPeriod: 120_000 }, identifier: 'every-minute' },
    ]);
    for (const worker of WORKERS) {
      await addJobs(utils, 12);
      const preset = { worker };
      const runner = await run({ ...options, taskList: TASKS, parsedCronItems, preset, noHandleSignals: true });
      await sleep(500);
      await runner.stop();
    }
    // While a job is being worked at, it and its queue are locked.
    await utils.addJob('looks', {}, { queueName: 'looked-at' });
    await addJobs(utils, 12);
    await runOnce({ ...options, taskList: { looks: whenFull } });
    await utils.cleanup({ tasks: ['GC_TASK_IDENTIFIERS', 'GC_JOB_QUEUES', 'DELETE_PERMAFAILED_JOBS'] });
  } finally {
    await utils.release();
  }
}

async function addJobs(utils: WorkerUtils, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const spec = { jobKey: `key-${index}`, priority: index % 3, maxAttempts: 3 };
    const queue = index % 3 === 0 ? { queueName: `queue-${index % 4}` } : {};
    await utils.addJob(index % 5 === 0 ? 'fails' : 'works', { index }, { ...spec, ...queue });
  }
}

async function changeJobs(utils: WorkerUtils): Promise<void> {
  const runAt = new Date(Date.now() + 3_600_000);
  const jobs = await utils.addJobs(
    [1, 2, 3, 4].map((index) => ({ identifier: 'works', payload: { index }, runAt })),
  );
  const ids = jobs.map(({ id }) => id);
  await utils.rescheduleJobs(ids, { priority: 3 });
  await utils.permanentlyFailJobs(ids.slice(0, 1), 'enough');
  await utils.completeJobs(ids.slice(1, 2));
  await utils.forceUnlockWorkers(['worker-that-is-gone']);
}
