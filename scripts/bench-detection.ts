// How well slowdowns are told from noise: our decision beside the rules that others use, on the same executions, in one run on one
// machine. Writes out/bench/detection.json, detection.md and detection-samples.jsonl as it goes, and prints a line for each place.
//   --quick            minutes in place of an hour: every part once and fewer statements; figures without weight
//   --provider NAME    embedded (default), container or both
//   --verdicts N       verdicts on unchanged queries, over all places (default 3100)
//   --repeats N        most times that each slowdown is injected in each place (default 4)
//   --output DIR       in place of out/bench
//   --minutes N        when to stop: repetitions are left out first, then everything (default 50)
// For the README: copy out/bench/detection.json to docs/ and run `npm run generate`.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadParser } from '../src/sql/parser.ts';
import { MODES, openBenchServer } from './detection/bench-server.ts';
import { describePlace, summarizeOthers } from './detection/describe-place.ts';
import { openDetectionLog } from './detection/detection-log.ts';
import { CONDITIONS } from './detection/load-condition.ts';
import { recordProvider } from './detection/record-provider.ts';
import { EXTENTS } from './detection/scenario.ts';
import type { Place } from './detection/tally.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    verdicts: { type: 'string', default: '3100' },
    repeats: { type: 'string' },
    minutes: { type: 'string', default: '50' },
    provider: { type: 'string', default: 'embedded' },
    output: { type: 'string', default: fileURLToPath(new URL('../out/bench', import.meta.url)) },
  },
});
const providers = values.provider === 'both' ? (['embedded', 'container'] as const) : [values.provider];
const extent = EXTENTS[values.quick ? 'quick' : 'full'];
const places = providers.length * MODES.length * CONDITIONS.length;
const amount = {
  checks: values.quick ? 1 : Math.ceil(Number(values.verdicts) / places / extent.chosen.length),
  repeats: Number(values.repeats ?? (values.quick ? 1 : 4)),
  extent,
};

await loadParser();
const log = await openDetectionLog(pathToFileURL(`${values.output}/`), new Date());
const end = performance.now() + Number(values.minutes) * 60_000;
let placesLeft = places;
const deadlines = {
  end,
  nextPlace() {
    const now = performance.now();
    const share = Math.max(0, end - now) / Math.max(1, placesLeft);
    placesLeft -= 1;
    return now + share;
  },
};

async function onPlace(place: Place): Promise<void> {
  process.stdout.write(`${describePlace(await log.write(false), place)}\n`);
}

for (const provider of providers) {
  if (provider !== 'embedded' && provider !== 'container')
    throw new Error(`--provider ${provider}: allowed are embedded, container, both`);
  try {
    await using server = await openBenchServer(
      provider,
      process.env['EXPLAIN_GATE_TEST_IMAGE'] ?? 'postgres:18',
    );
    log.server(provider, server.serverVersion);
    for (const mode of MODES) await recordProvider(server, mode, amount, log, { deadlines, onPlace });
  } catch (error) {
    // What the other provider gives is still worth its time.
    const message = error instanceof Error ? error.message : String(error);
    log.fail({ condition: 'all', mode: 'all', provider, effect: 'all', kind: 'all', message });
    process.exitCode = 1;
  }
}

const result = await log.write(true);
process.stdout.write(`${summarizeOthers(result)}\n`);
