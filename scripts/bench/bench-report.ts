import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What a report costs in every format for 10, 1,000 and 10,000 checked queries, what it costs to read it again and to make the comment of
 * it as `publish` does, and the diff of two plans of 1,000 nodes. Each has a process of its own, with V8's own limit of memory, so that
 * neither the memory nor the warm code of another is counted.
 */
export async function benchReport({ quick }: { readonly quick: boolean }): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'explain-gate-bench-'));
  try {
    const sizes = quick ? [10, 1_000] : [10, 1_000, 10_000];
    const rendering = sizes.map((size) => ({
      ...(runPart('write', String(size), folder) as object),
      published: runPart('read', folder),
    }));
    return { rendering, planDiff: { nodes: 1_000, coldMs: [1, 2, 3].map(() => runPart('diff', '1000')) } };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function runPart(...args: readonly string[]): unknown {
  const script = fileURLToPath(new URL('./report-part.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}\n${stderr}`);
  return JSON.parse(stdout);
}
