import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Conditions that the bench makes by itself. */
export const CONDITIONS = ['quiet', 'steady', 'bursts'] as const;

/** One of `CONDITIONS`: no load of ours, two processes that never rest, two that work in random bursts. */
export type Condition = (typeof CONDITIONS)[number];

/** How many processes make a load; the machine that the goals were measured on has two cores. */
const PROCESSES = 2;

/** What a process does: `burst` is how long it works and rests at most, ms, or 0 to work all the time. */
const HOG = `
const [seconds, burst, seed] = process.argv.slice(1).map(Number);
const until = Date.now() + seconds * 1000;
let state = seed;
const draw = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
const work = (ms) => { const end = Math.min(until, Date.now() + ms); let x = 1; while (Date.now() < end) for (let i = 0; i < 1e5; i++) x = Math.imul(x, 31) + i; };
process.on('disconnect', () => process.exit());
const turn = () => {
  if (Date.now() >= until) process.exit();
  work(burst ? draw() * burst : 200);
  setTimeout(turn, burst ? draw() * burst : 0);
};
turn();
`;

/** Longest burst and longest rest, ms: some samples are hit, some are not, and some in the middle. */
const LONGEST_BURST_MS = 400;

/**
 * Makes a condition until it is disposed, or for `seconds` at most: processes on this machine alone, ended by their id. They end
 * by themselves, too, when this process does.
 */
export async function makeCondition(condition: Condition, seconds: number): Promise<AsyncDisposable> {
  const burst = condition === 'bursts' ? LONGEST_BURST_MS : 0;
  const hogs = condition === 'quiet' ? [] : Array.from({ length: PROCESSES }, (_, index) => index + 1);
  const children = hogs.map((seed) =>
    spawn(process.execPath, ['-e', HOG, String(seconds), String(burst), String(seed)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  await Promise.all(children.map((child) => once(child, 'spawn')));
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map(end));
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
