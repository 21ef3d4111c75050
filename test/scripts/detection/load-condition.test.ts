import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { makeCondition } from '../../../scripts/detection/load-condition.ts';

/** Children of this process that still run, by process id. */
function children(): string[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return lines.split('\n').filter((line) => line.includes('Math.imul'));
}

it.each([
  ['quiet', 0],
  ['steady', 2],
  ['bursts', 2],
] as const)('%s load is %d processes, gone when it ends', async (condition, processes) => {
  {
    await using _load = await makeCondition(condition, 20);
    expect(children()).toHaveLength(processes);
  }
  expect(children()).toEqual([]);
});

it('ends by itself', async () => {
  await using _load = await makeCondition('steady', 0.3);
  await expect.poll(children, { timeout: 10_000 }).toEqual([]);
});
