import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliEntry, runCli } from '../repository/run-cli.ts';
import { TemporaryRepository } from '../repository/temporary-repository.ts';
import { type BenchProject, writeBenchProject } from './bench-project.ts';

/** What one `check` took. */
export interface CheckCost {
  /** From the start of the process to its end, ms. */
  readonly wallMs: number;
  /** ms by step, as report.json has them. */
  readonly durationsMs: Readonly<Record<string, number>>;
  /** Largest resident set of the Node process, MB; the server's processes are not in it. */
  readonly peakMemoryMb: number;
  readonly statuses: Readonly<Record<string, number>>;
}

/** Runs `check` as its own process on a repository made from the project. Throws when it gives no verdict. */
export async function measureCheck(project: BenchProject, entry: CliEntry): Promise<CheckCost> {
  await using repository = await TemporaryRepository.create('bench', async (repository) => {
    await writeBenchProject(repository.path, project, 'base');
    await repository.commit('Base');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await writeBenchProject(repository.path, project, 'head');
    await repository.commit('Head');
  });
  await using folder = await makeFolder();
  const memory = join(folder.path, 'memory');
  const startedAt = performance.now();
  const { exitCode, stderr } = await runCli(
    ['check', '--base', 'main', '--head', 'change', '--output', folder.path],
    {
      cwd: repository.path,
      entry,
      env: { EXPLAIN_GATE_BENCH_MEMORY: memory },
      nodeFlags: [`--import=${new URL('record-peak-memory.ts', import.meta.url).href}`],
    },
  );
  const wallMs = Math.round(performance.now() - startedAt);
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`check ended with exit code ${exitCode}:\n${stderr}`);
  const report = JSON.parse(await readFile(join(folder.path, 'report.json'), 'utf8')) as {
    readonly durations: Readonly<Record<string, number>>;
    readonly summary: Readonly<Record<string, number>>;
  };
  const peakMemoryMb = Math.round(Number((await readFile(memory, 'utf8')).split(' ')[0]) / 1024);
  return { wallMs, durationsMs: report.durations, peakMemoryMb, statuses: report.summary };
}

async function makeFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'explain-gate-bench-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
