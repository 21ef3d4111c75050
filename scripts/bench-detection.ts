// How well slowdowns are told from noise: our decision beside the rules that others use, on the same executions, in one run on one
// machine. Writes out/bench/detection.json, detection.md and the raw samples, and prints the table.
//   --quick            minutes instead of hours: every part once and fewer statements; figures without weight
//   --checks N         checks of 12 unchanged queries in each condition and mode (default 44, which is over 3,000 verdicts)
//   --repeats N        how often each slowdown is injected in each condition and mode (default 4)
//   --provider NAME    embedded (default), container or both
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { MODES, openBenchServer } from './detection/bench-server.ts';
import { recordProvider } from './detection/record-provider.ts';
import { renderDetection } from './detection/render-detection.ts';
import { EXTENTS } from './detection/scenario.ts';
import { type CheckResult, tally } from './detection/tally.ts';

const OUTPUT = new URL('../out/bench/', import.meta.url);

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    checks: { type: 'string' },
    repeats: { type: 'string' },
    provider: { type: 'string', default: 'embedded' },
  },
});
const amount = {
  checks: Number(values.checks ?? (values.quick ? 1 : 44)),
  repeats: Number(values.repeats ?? (values.quick ? 1 : 4)),
};
const extent = EXTENTS[values.quick ? 'quick' : 'full'];
const providers = values.provider === 'both' ? ['embedded', 'container'] : [values.provider];

const startedAt = new Date();
const results: CheckResult[] = [];
for (const provider of providers) {
  if (provider !== 'embedded' && provider !== 'container')
    throw new Error(`--provider ${provider}: allowed are embedded, container, both`);
  await using server = await openBenchServer(provider, process.env['EXPLAIN_GATE_TEST_IMAGE'] ?? 'postgres:18');
  for (const mode of MODES) results.push(...(await recordProvider(server, mode, { ...amount, extent })));
}

const entries = tally(results);
const table = renderDetection(entries);
const result = {
  schemaVersion: 1,
  benchmark: 'detection',
  machine: {
    node: process.version,
    platform: process.platform,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
  },
  startedAt: startedAt.toISOString(),
  minutes: Math.round((Date.now() - startedAt.getTime()) / 6000) / 10,
  ...amount,
  entries,
};
const samples = results.map(({ queries, ...place }) => ({
  ...place,
  queries: queries.map(({ name, ours, recording, measurement: { time } }) => ({ name, ours, time, recording })),
}));
await mkdir(OUTPUT, { recursive: true });
await writeFile(new URL('detection.json', OUTPUT), `${JSON.stringify(result, null, 2)}\n`);
await writeFile(new URL('detection.md', OUTPUT), `${table}\n`);
await writeFile(new URL('detection-samples.json', OUTPUT), `${JSON.stringify(samples)}\n`);
process.stdout.write(`${table}\n`);
