import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss-head';
import type { ConnectionSettings } from '../../../src/postgres/connection-settings.ts';
import { toUrl } from '../to-url.ts';

/** Sends, fetches, completes, fails, retries, moves, schedules and counts jobs of pg-boss, and lets it maintain itself. */
export async function runPgBoss(connection: ConnectionSettings, whenFull: () => Promise<void>): Promise<void> {
  const boss = new PgBoss({
    connectionString: toUrl(connection),
    max: 4,
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 1,
    superviseIntervalSeconds: 1,
    persistQueueStats: true,
    persistWarnings: true,
    instanceName: 'live',
    warningQueueSize: 1,
  });
  const errors: unknown[] = [];
  boss.on('error', (error) => errors.push(error));
  await boss.start();
  try {
    await makeQueues(boss);
    await sendJobs(boss);
    await endJobs(boss);
    await moveJobs(boss);
    await workJobs(boss);
    await scheduleJobs(boss);
    await lookAround(boss);
    await maintain(boss);
    await whenFull();
    await removeAll(boss);
  } finally {
    await boss.stop({ graceful: true, timeout: 5000 });
  }
  if (errors.length > 0) throw new AggregateError(errors, 'pg-boss reported errors');
}

async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue('failed');
  for (const policy of ['standard', 'short', 'singleton', 'stately', 'exclusive', 'key_strict_fifo'] as const) {
    await boss.createQueue(policy, { policy, deadLetter: 'failed', retryLimit: 1, retryDelay: 0 });
  }
  await boss.createQueue('own-table', { partition: true });
  await boss.updateQueue('standard', { retryLimit: 2, heartbeatSeconds: 10 });
  await boss.getQueue('standard');
  await boss.getQueues();
  await boss.getQueues(['standard', 'short']);
  await boss.getQueues(undefined, { limit: 2 });
  await boss.getQueues(undefined, { limit: 2, after: 'exclusive' });
}

async function sendJobs(boss: PgBoss): Promise<void> {
  for (let index = 0; index < 30; index++) await boss.send('standard', { index }, { priority: index % 3 });
  await boss.send('singleton', { a: 1 }, { singletonKey: 'a' });
  await boss.send('stately', { a: 1 }, { singletonKey: 'a' });
  await boss.send('exclusive', { a: 1 }, { singletonKey: 'a' });
  for (const key of ['a', 'a', 'b']) await boss.send('key_strict_fifo', { key }, { singletonKey: key });
  await boss.send('own-table', { a: 1 });
  await boss.sendAfter('standard', { later: true }, null, 3600);
  await boss.sendThrottled('short', { a: 1 }, null, 60);
  await boss.sendDebounced('short', { a: 2 }, null, 60);
  await boss.insert('standard', [{ data: { b: 1 } }, { data: { b: 2 }, priority: 5, group: { id: 'g1' } }]);
  await boss.update('stately', { changed: true }, { singletonKey: 'a' });
  await boss.upsert('stately', { b: 2 }, { singletonKey: 'b' });
  await boss.subscribe('ordered', 'standard');
  await boss.publish('ordered', { order: 1 });
  await boss.flow([
    { ref: 'first', name: 'standard', data: { step: 1 } },
    { ref: 'second', name: 'standard', data: { step: 2 }, dependsOn: ['first'] },
  ]);
}

async function endJobs(boss: PgBoss): Promise<void> {
  const jobs = await boss.fetch('standard', { batchSize: 12, includeMetadata: true });
  const ids = jobs.map(({ id }) => id);
  const [first, second, third, fourth, fifth, ...others] = ids;
  if (!first || !second || !third || !fourth || !fifth) throw new Error('there are jobs to fetch');
  await boss.touch('standard', first);
  await boss.complete('standard', first, { ok: true });
  await boss.complete('standard', [second]);
  await boss.fail('standard', third, { message: 'as it should' });
  await boss.retry('standard', third);
  await boss.cancel('standard', fourth);
  await boss.resume('standard', fourth);
  await boss.deleteJob('standard', fifth);
  await boss.complete('standard', others, null, { includeQueued: true });
  await boss.complete('standard', { id: first, retryCount: 0 });
  await boss.fail('standard', [{ id: first, retryCount: 0 }]);
  await boss.cancel('standard', [{ id: first, retryCount: 0 }]);
  await boss.touch('standard', [{ id: first, retryCount: 0 }]);
  await boss.deleteJob('standard', [{ id: first, retryCount: 0 }]);
  await boss.fetch('own-table');
  await boss.fetch('singleton');
  await boss.fetch('stately', { batchSize: 2 });
  await boss.fetch('key_strict_fifo');
  await boss.fetch('standard', { batchSize: 2, ignoreStartAfter: true });
  await boss.fetch('standard', { batchSize: 2, groupConcurrency: 1 });
  await boss.resolveFlow();
}

/** Jobs that fail for good go to the dead-letter queue, and back. */
async function moveJobs(boss: PgBoss): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await boss.send('short', { round });
    for (const { id } of await boss.fetch('short', { batchSize: 5 })) await boss.fail('short', id);
  }
  await boss.previewRedrive('failed');
  await boss.redrive('failed');
}

async function workJobs(boss: PgBoss): Promise<void> {
  await boss.work('standard', { batchSize: 3, pollingIntervalSeconds: 0.5 }, async () => ({ done: true }));
  await boss.work('short', { pollingIntervalSeconds: 0.5 }, async () => {
    throw new Error('as it should');
  });
  await boss.work(
    'own-table',
    { perJobResults: true, batchSize: 2, pollingIntervalSeconds: 0.5 },
    async (jobs) =>
      jobs.map(({ id }, index) => ({
        id,
        status: index % 2 === 0 ? 'completed' : 'failed',
        output: { index },
      })),
  );
  for (let index = 0; index < 6; index++) await boss.send('own-table', { index });
  await boss.send('short', {});
  await sleep(1500);
  await boss.offWork('standard');
  await boss.offWork('short');
  await boss.offWork('own-table');
}

async function scheduleJobs(boss: PgBoss): Promise<void> {
  await boss.schedule('standard', '* * * * *', { every: 'minute' });
  await boss.schedule('standard', '0 3 * * *', null, { key: 'nightly', tz: 'Europe/Berlin' });
  await boss.getSchedules();
  await boss.getSchedules('standard');
  await boss.getSchedule('standard', 'nightly');
}

async function lookAround(boss: PgBoss): Promise<void> {
  const [job] = await boss.findJobs('standard', { limit: 5 });
  if (job === undefined) throw new Error('there is a job to find');
  await boss.getJobById('standard', job.id);
  await boss.findJobs('standard', { key: 'a', data: { index: 1 }, queued: true });
  await boss.findJobs('standard', { limit: 2, after: job.id });
  await boss.getDependencies('standard', job.id);
  await boss.getDependents('standard', job.id);
  await boss.getBlockedKeys('key_strict_fifo');
  await boss.getQueueStats('standard');
  await boss.getQueueStats('standard', { bucketSeconds: 60 });
  await boss.getInstances();
  await boss.getBamStatus();
  await boss.getBamEntries();
  await boss.isInstalled();
  await boss.schemaVersion();
  await boss.detectSchemaDrift();
}

async function maintain(boss: PgBoss): Promise<void> {
  await boss.supervise();
  await boss.supervise('standard');
  await boss.supervise(undefined, { reindex: { force: true } });
  await boss.getReindexCommands();
  await sleep(1500);
}

async function removeAll(boss: PgBoss): Promise<void> {
  await boss.unsubscribe('ordered', 'standard');
  await boss.unschedule('standard');
  await boss.deleteQueuedJobs('standard');
  await boss.deleteStoredJobs('standard');
  await boss.deleteAllJobs('standard');
  await boss.deleteAllJobs();
  await boss.deleteQueue('standard');
}
