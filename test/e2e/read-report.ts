import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliResult } from '../../scripts/repository/run-cli.ts';
import type { Report } from '../../src/report/report-schema.ts';

/** Reads what a check wrote into its output folder; throws with the check's own words when it wrote nothing. */
export async function readReport(
  folder: string,
  result: CliResult,
): Promise<{ readonly report: Report; readonly markdown: string }> {
  try {
    const [json, markdown] = await Promise.all(
      ['report.json', 'report.md'].map((file) => readFile(join(folder, file), 'utf8')),
    );
    return { report: JSON.parse(json ?? '') as Report, markdown: markdown ?? '' };
  } catch (cause) {
    throw new Error(`no report, exit code ${result.exitCode}:\n${result.stderr}`, { cause });
  }
}
