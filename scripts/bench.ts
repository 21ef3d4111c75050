// What a check costs: wall time by step, memory, and the measuring step beside the bare execution of the same
// statements. Prints JSON and writes it to out/bench/check.json.
//   --quick  fewer rows and queries
//   --dist   the shipped dist/cli.js in place of src/cli.ts, which Node has to strip of its types first
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { makeBenchProject } from './bench/bench-project.ts';
import { measureBare } from './bench/measure-bare.ts';
import { measureCheck } from './bench/measure-check.ts';

const OUTPUT = new URL('../out/bench/', import.meta.url);

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, dist: { type: 'boolean', default: false } },
});
const entry = values.dist ? 'dist' : 'src';
const rows = values.quick ? 100_000 : 1_000_000;
const projects = (values.quick ? [1, 10] : [1, 10, 100]).map((count) => makeBenchProject(rows, count));

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

const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
const result = `${JSON.stringify({ schemaVersion: 1, benchmark: 'check', machine, entry, rows, runs }, null, 2)}\n`;
await mkdir(OUTPUT, { recursive: true });
await writeFile(new URL('check.json', OUTPUT), result);
process.stdout.write(result);
