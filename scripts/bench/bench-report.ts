import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one process says of one size. */
interface Rendered {
  readonly checkedQueries: number;
  readonly formats: readonly { readonly format: string; readonly ms: number; readonly bytes: number }[];
  readonly peakMegabytes: number;
}

/**
 * What a report costs in every format for 10, 1,000 and 10,000 checked queries, and the diff of two plans of 1,000 nodes. Each size has
 * a process of its own, so that neither the memory nor the warm code of another is counted.
 */
export async function benchReport({ quick }: { readonly quick: boolean }): Promise<object> {
  const sizes = quick ? [10, 1_000] : [10, 1_000, 10_000];
  return {
    rendering: sizes.map((size) => runPart<Rendered>('render', String(size))),
    planDiff: { nodes: 1_000, coldMs: [1, 2, 3].map(() => runPart<number>('diff', '1000')) },
  };
}

function runPart<T>(...args: readonly string[]): T {
  const script = fileURLToPath(new URL('./report-part.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=8192', script, ...args],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}\n${stderr}`);
  return JSON.parse(stdout) as T;
}
