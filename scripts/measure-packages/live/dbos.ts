import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS, DBOSClient } from 'dbos-head';
import type { ConnectionSettings } from '../../../src/postgres/connection-settings.ts';
import { toUrl } from '../to-url.ts';

async function charge(order: number): Promise<number> {
  const amount = await DBOS.runStep(async () => order * 2, { name: 'price' });
  await DBOS.setEvent('amount', amount);
  await DBOS.setEvent('amount', amount + 1);
  await DBOS.writeStream('log', `charged ${amount}`);
  await DBOS.closeStream('log');
  return amount;
}

/** A workflow that runs another one. */
function runWithin(workflow: typeof charge): typeof charge {
  return async (order) => (await DBOS.startWorkflow(workflow)(order)).getResult();
}

async function waitForPayment(): Promise<unknown> {
  return DBOS.recv('paid', 5);
}

async function failAlways(): Promise<void> {
  await DBOS.runStep(
    async () => {
      throw new Error('as it should');
    },
    { name: 'fails' },
  );
}

/** Runs, sends to, cancels, resumes, forks, schedules, lists and deletes workflows of DBOS, from inside and by its client. */
export async function runDbos(connection: ConnectionSettings, whenFull: () => Promise<void>): Promise<void> {
  const systemDatabaseUrl = toUrl(connection);
  DBOS.setConfig({ name: 'live', systemDatabaseUrl, logLevel: 'error', runAdminServer: false });
  const registered = DBOS.registerWorkflow(charge, { name: 'charge' });
  const workflows = {
    charge: registered,
    parent: DBOS.registerWorkflow(runWithin(registered), { name: 'parent' }),
    wait: DBOS.registerWorkflow(waitForPayment, { name: 'wait' }),
    fail: DBOS.registerWorkflow(failAlways, { name: 'fail' }),
  };
  await DBOS.launch();
  const client = await DBOSClient.create({ systemDatabaseUrl, applicationName: 'live' });
  try {
    await runWorkflows(workflows, client);
    await enqueue(client);
    await schedule(client);
    await listAll(client);
    await whenFull();
    await changeWorkflows(client);
  } finally {
    await client.destroy();
    await DBOS.shutdown();
  }
}

async function runWorkflows(
  workflows: Record<'charge' | 'parent' | 'wait', typeof charge | typeof waitForPayment> & {
    fail: typeof failAlways;
  },
  client: DBOSClient,
): Promise<void> {
  const handle = await DBOS.startWorkflow(workflows.charge as typeof charge, { workflowID: 'order-1' })(1);
  await handle.getResult();
  await DBOS.startWorkflow(workflows.charge as typeof charge, { workflowID: 'order-1' })(1);
  await client.getEvent('order-1', 'amount', 1);
  for await (const _ of client.readStream('order-1', 'log')) await client.readStreamOffset('order-1', 'log', 0);
  await (await DBOS.startWorkflow(workflows.parent as typeof charge)(30)).getResult();
  const waiting = await DBOS.startWorkflow(workflows.wait as typeof waitForPayment, { workflowID: 'wait-1' })();
  await client.send('wait-1', { amount: 1 }, 'paid', 'payment-1');
  await DBOS.send('wait-1', { amount: 1 }, 'paid');
  await waiting.getResult();
  const failing = await DBOS.startWorkflow(workflows.fail, { workflowID: 'fail-1' })();
  await failing.getResult().catch(() => undefined);
  await client.retrieveWorkflow('order-1').getResult();
}

async function enqueue(client: DBOSClient): Promise<void> {
  await client.registerQueue('orders', { concurrency: 2 });
  await client.registerQueue('parts', { partitionConcurrency: 2 });
  await client.listQueues();
  await client.retrieveQueue('orders');
  for (let order = 10; order < 16; order++) {
    await client.enqueue({ queueName: 'orders', workflowName: 'charge', workflowID: `queued-${order}` }, order);
    await client.enqueue(
      { queueName: 'parts', workflowName: 'charge', queuePartitionKey: `part-${order % 2}` },
      order,
    );
  }
  const options = { queueName: 'orders', workflowName: 'charge' };
  await client.enqueue({ ...options, deduplicationID: 'only', priority: 2 } as never, 20 as never);
  await client.enqueue({ ...options, workflowID: 'delayed', delaySeconds: 3600 } as never, 21 as never);
  await client.enqueue({ ...options, deduplicationID: 'later', delaySeconds: 3600 } as never, 22 as never);
  await client.setWorkflowPriority('delayed', 3).catch(() => undefined);
  await client.setWorkflowDelay('delayed', 1800).catch(() => undefined);
  await sleep(2500);
}

async function schedule(client: DBOSClient): Promise<void> {
  const scheduleName = 'nightly';
  await client.createSchedule({ scheduleName, workflowName: 'charge', schedule: '0 3 * * *', context: 1 });
  await client.listSchedules();
  await client.listSchedules({ status: 'ACTIVE', workflowName: ['charge'], scheduleNamePrefix: 'n' });
  await client.getSchedule(scheduleName);
  await client.updateSchedule(scheduleName, { schedule: '0 4 * * *' });
  await client.pauseSchedule(scheduleName);
  await client.resumeSchedule(scheduleName);
  await client.applySchedules([{ scheduleName, workflowName: 'charge', schedule: '0 5 * * *' }]);
  await client.triggerSchedule(scheduleName);
  await client.backfillSchedule(
    scheduleName,
    new Date('2026-01-01T00:00:00Z'),
    new Date('2026-01-03T00:00:00Z'),
  );
}

async function listAll(client: DBOSClient): Promise<void> {
  await client.listWorkflows({});
  await client.listWorkflows({
    workflowName: 'charge',
    status: 'SUCCESS',
    limit: 5,
    offset: 1,
    sortDesc: true,
  });
  await client.listQueuedWorkflows({});
  await client.listQueuedWorkflows({ queueName: 'orders' });
  await client.listWorkflowSteps('order-1');
  await client.getWorkflow('order-1');
  const versions = await client.listApplicationVersions();
  await client.getLatestApplicationVersion();
  if (versions[0] !== undefined) await client.setLatestApplicationVersion(versions[0].versionName);
}

async function changeWorkflows(client: DBOSClient): Promise<void> {
  await client.deleteSchedule('nightly');
  await client.cancelWorkflow('delayed');
  await client.resumeWorkflow('delayed');
  await client.cancelWorkflows(['delayed', 'queued-15']);
  await client.resumeWorkflows(['delayed'], { queueName: 'orders' });
  const forked = await client.forkWorkflow('order-1', 1);
  await client.retrieveWorkflow(forked).getResult();
  await client.rewindWorkflow('order-1', { startStep: 1 });
  await client.deleteWorkflow('order-1', true);
  await client.deleteWorkflows(['wait-1', 'fail-1']);
  await client.renameApplication('live', 'renamed');
  await client.deleteQueue('parts');
}
