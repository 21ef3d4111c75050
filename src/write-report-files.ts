import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formats } from './report/index.ts';
import type { Report } from './report/report-schema.ts';

/** Writes the report in every format that exists, each under its own file name; `folder` is made when it is missing. */
export async function writeReportFiles(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const format of formats)
    await writeFile(join(folder, format.fileName), format.render(report, { color: false }));
}
