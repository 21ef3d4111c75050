// Benchmarks. Each prints JSON and writes it to out/bench/<name>.json; without a name all run, one after the other.
//   npm run bench -- [name …] [--quick] [--dist]
//   --quick  less of everything
//   --dist   the shipped dist/cli.js in place of src/cli.ts, which Node has to strip of its types first
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCheck } from './bench/bench-check.ts';
import { benchClones } from './bench/bench-clones.ts';
import { benchGenerate } from './bench/bench-generate.ts';
import { benchPage } from './bench/bench-page.ts';
import { benchReport } from './bench/bench-report.ts';
import { benchSources } from './bench/bench-sources.ts';
import { benchValues } from './bench/bench-values.ts';

const OUTPUT = new URL('../out/bench/', import.meta.url);

const BENCHMARKS = {
  check: benchCheck,
  sources: benchSources,
  report: benchReport,
  page: benchPage,
  generate: benchGenerate,
  values: benchValues,
  clones: benchClones,
} as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, dist: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  throw new Error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
}

const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const figures = await run({ quick: values.quick, entry: values.dist ? 'dist' : 'src' });
  const result = `${JSON.stringify({ schemaVersion: 1, benchmark: name, machine, ...figures }, null, 2)}\n`;
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(new URL(`${name}.json`, OUTPUT), result);
  process.stdout.write(result);
}
