import { afterAll, expect, it } from 'vitest';
import { makeCondition } from '../../../scripts/detection/load-condition.ts';
import { findProcesses } from '../../e2e/find-processes.ts';

/** The load's processes inherit it, and nobody else has it. */
const MARK = `load-condition-test-${process.pid}`;
process.env['EXPLAIN_GATE_TEST_MARK'] = MARK;
afterAll(() => {
  delete process.env['EXPLAIN_GATE_TEST_MARK'];
});

/** Processes of the load that still run. */
async function children(): Promise<string[]> {
  const found = await findProcesses(MARK);
  return found.map(({ command }) => command).filter((command) => command.includes('Math.imul'));
}

it.each([
  ['quiet', 0],
  ['steady', 2],
  ['bursts', 2],
] as const)('%s load is %d processes, gone when it ends', async (condition, processes) => {
  {
    await using _load = await makeCondition(condition, 300);
    await expect.poll(children).toHaveLength(processes);
  }
  expect(await children()).toEqual([]);
});

it('ends by itself', async () => {
  await using _load = await makeCondition('steady', 0.3);
  await expect.poll(children).toEqual([]);
});
