import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliEntry, runCli } from '../repository/run-cli.ts';
import { git, makeLargeTree } from './large-tree.ts';

/** Branches of the tree, by the share of its files. */
const SHARES: ReadonlyMap<string, number> = new Map([
  ['quarter', 0.25],
  ['half', 0.5],
  ['all', 1],
]);

/** How often each is run; the fastest counts, since whatever else the machine does only adds. */
const ROUNDS = 3;

/**
 * What finding queries costs in a large tree: `queries` over `node_modules`, beside `git grep -c SELECT` over the same
 * files in the same run.
 */
export async function benchSources(options: {
  readonly quick: boolean;
  readonly entry: CliEntry;
}): Promise<object> {
  await using tree = await makeLargeTree(SHARES);
  const runs = [];
  for (const branch of SHARES.keys()) {
    const files = tree.files.get(branch) ?? 0;
    const rounds = [];
    for (let round = 0; round < (options.quick ? 1 : ROUNDS); round++) {
      rounds.push({
        grepMs: await timeGrep(tree.path, branch),
        ...(await timeQueries(tree.path, branch, options.entry)),
      });
    }
    const grepMs = Math.min(...rounds.map((round) => round.grepMs));
    const queriesMs = Math.min(...rounds.map((round) => round.queriesMs));
    const cpuMs = Math.min(...rounds.map((round) => round.cpuMs));
    runs.push({
      branch,
      files,
      queries: rounds[0]?.queries ?? 0,
      skipped: rounds[0]?.skipped ?? 0,
      queriesMs,
      cpuMs,
      filesPerSecond: Math.round((files / queriesMs) * 1000),
      cpuMsPerThousandFiles: Math.round((cpuMs / files) * 1000),
      peakMemoryMb: Math.max(...rounds.map((round) => round.peakMemoryMb)),
      gitGrepMs: grepMs,
      ratioToGitGrep: Math.round((queriesMs / grepMs) * 10) / 10,
    });
  }
  return { entry: options.entry, runs };
}

async function timeGrep(path: string, branch: string): Promise<number> {
  const startedAt = performance.now();
  await git(path, ['grep', '-c', 'SELECT', branch]);
  return Math.round(performance.now() - startedAt);
}

async function timeQueries(path: string, branch: string, entry: CliEntry) {
  const folder = await mkdtemp(join(tmpdir(), 'explain-gate-memory-'));
  try {
    const memory = join(folder, 'memory');
    const startedAt = performance.now();
    const { exitCode, stdout, stderr } = await runCli(['queries', '--head', branch, '--json'], {
      cwd: path,
      entry,
      env: { EXPLAIN_GATE_BENCH_MEMORY: memory },
      nodeFlags: [`--import=${new URL('record-peak-memory.ts', import.meta.url).href}`],
    });
    const queriesMs = Math.round(performance.now() - startedAt);
    if (exitCode !== 0) throw new Error(`queries ended with exit code ${exitCode}:\n${stderr}`);
    const { queries, notChecked } = JSON.parse(stdout) as {
      readonly queries: readonly unknown[];
      readonly notChecked: readonly unknown[];
    };
    const [kilobytes = 0, microseconds = 0] = (await readFile(memory, 'utf8')).split(' ').map(Number);
    const peakMemoryMb = Math.round(kilobytes / 1024);
    const cpuMs = Math.round(microseconds / 1000);
    return { cpuMs, queriesMs, peakMemoryMb, queries: queries.length, skipped: notChecked.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
