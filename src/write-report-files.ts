import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Format } from './report/format.ts';
import { formats } from './report/index.ts';
import type { Report } from './report/report-schema.ts';

/** Writes the report in every format that exists, each under its own file name; `folder` is made when it is missing. */
export async function writeReportFiles(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const format of formats) await writeReportFile(format, report, folder);
}

/** Writes one format into a folder that is there; of large formats never all is in memory. */
export async function writeReportFile(format: Format, report: Report, folder: string): Promise<void> {
  const { fileName, render, write } = format;
  const pieces = write ? write(report) : [render(report, { color: false })];
  await pipeline(Readable.from(pieces), createWriteStream(join(folder, fileName)));
}
