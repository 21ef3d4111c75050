import type { CliEntry } from '../repository/run-cli.ts';
import { makeBenchProject } from './bench-project.ts';
import { measureBare } from './measure-bare.ts';
import { measureCheck } from './measure-check.ts';

/** What a check costs: wall time by step, memory, and the measuring step beside the bare execution of the same statements. */
export async function benchCheck(options: {
  readonly quick: boolean;
  readonly entry: CliEntry;
}): Promise<object> {
  const { quick, entry } = options;
  const rows = quick ? 100_000 : 1_000_000;
  const projects = (quick ? [1, 10] : [1, 10, 100]).map((count) => makeBenchProject(rows, count));
  const bareMs = await measureBare(projects);
  const runs = [];
  for (const [index, project] of projects.entries()) {
    const cost = await measureCheck(project, entry);
    const bare = bareMs[index];
    const { measure } = cost.durationsMs;
    if (bare === undefined || measure === undefined)
      throw new Error('report.json has no duration of the measuring step');
    runs.push({
      changedQueries: project.queries.length,
      ...cost,
      bareExecutionMs: Math.round(bare * 10) / 10,
      measureToBareRatio: Math.round((measure / bare) * 10) / 10,
    });
  }
  return { entry, rows, runs };
}
