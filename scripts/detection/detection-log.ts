import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { describeDetection } from './describe-detection.ts';
import type { DetectionResult, FailedCheck } from './detection-result.ts';
import { type CheckResult, type Place, tally } from './tally.ts';

/** Everything that the bench has found out so far. What is written is of use at any moment. */
export interface DetectionLog {
  add(result: CheckResult): Promise<void>;
  fail(failed: FailedCheck): void;
  skip(): void;
  server(provider: string, version: string): void;
  /** Writes detection.json and detection.md of all that there is. */
  write(isComplete: boolean): Promise<DetectionResult>;
}

/** Opens a log in `folder`, and an empty file of samples: one JSON line a check. */
export async function openDetectionLog(folder: URL, startedAt: Date): Promise<DetectionLog> {
  const results: CheckResult[] = [];
  const failures: FailedCheck[] = [];
  const servers: Record<string, string> = {};
  let skipped = 0;
  const samples = new URL('detection-samples.jsonl', folder);
  await mkdir(folder, { recursive: true });
  await writeFile(samples, '');
  return {
    async add(result) {
      results.push(result);
      await appendFile(samples, `${JSON.stringify(result)}\n`);
    },
    fail(failed) {
      failures.push(failed);
    },
    skip() {
      skipped += 1;
    },
    server(provider, version) {
      servers[provider] = version;
    },
    async write(isComplete) {
      const result: DetectionResult = {
        schemaVersion: 1,
        benchmark: 'detection',
        machine: {
          node: process.version,
          platform: process.platform,
          cores: availableParallelism(),
          cpu: cpus()[0]?.model ?? 'unknown',
        },
        servers,
        startedAt: startedAt.toISOString(),
        minutes: Math.round((Date.now() - startedAt.getTime()) / 6000) / 10,
        isComplete,
        failures,
        skipped,
        seconds: meanSeconds(results),
        entries: tally(results),
      };
      await writeFile(new URL('detection.json', folder), `${JSON.stringify(result, null, 2)}\n`);
      await writeFile(new URL('detection.md', folder), describeDetection(result));
      return result;
    },
  };
}

function meanSeconds(results: readonly CheckResult[]): DetectionResult['seconds'] {
  const places = Map.groupBy(results, ({ condition, mode, provider }) =>
    JSON.stringify({ condition, mode, provider }),
  );
  return [...places].map(([place, here]) => {
    const mean = (part: keyof CheckResult['seconds']) =>
      Math.round((here.reduce((sum, { seconds }) => sum + seconds[part], 0) / here.length) * 100) / 100;
    return {
      ...(JSON.parse(place) as Place),
      measure: mean('measure'),
      costs: mean('costs'),
      rivals: mean('rivals'),
    };
  });
}
