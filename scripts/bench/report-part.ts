// One part of the report bench, in a process of its own; prints JSON:
//   write <queries> <folder>   every format, into a folder
//   read <folder>              report.json of that folder, as `publish` reads it
//   diff <nodes>               two plans
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { readArtifact } from '../../src/github/read-artifact.ts';
import { diffPlans } from '../../src/plan/diff-plans.ts';
import { formats } from '../../src/report/index.ts';
import { REPORT_FILE, readReport } from '../../src/report/read-report.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { writeReportFile } from '../../src/write-report-files.ts';
import { makeChain, makeLargeReport } from './large-report.ts';

const PARTS: Readonly<Record<string, (...args: string[]) => unknown>> = { write, read, diff };

const [what = '', ...args] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await PARTS[what]?.(...args)));

async function write(size: string, folder: string): Promise<object> {
  const report = makeLargeReport(Number(size));
  const withReportMegabytes = peakMegabytes();
  await mkdir(folder, { recursive: true });
  const written: { format: string; ms: number; bytes: number }[] = [];
  for (const format of formats) {
    const started = performance.now();
    await writeReportFile(format, report, folder);
    const ms = Math.round(performance.now() - started);
    written.push({ format: format.name, ms, bytes: (await stat(join(folder, format.fileName))).size });
  }
  const comment = written.find(({ format }) => format === 'markdown');
  if (!comment || comment.bytes >= 60_000) throw new Error(`the comment has ${comment?.bytes} bytes`);
  return {
    checkedQueries: Number(size),
    formats: written,
    withReportMegabytes,
    peakMegabytes: peakMegabytes(),
  };
}

async function read(folder: string): Promise<object> {
  const started = performance.now();
  const report = readReport((await readArtifact(folder, REPORT_FILE)) ?? '', REPORT_FILE);
  const readMs = Math.round(performance.now() - started);
  await writeFile(join(folder, 'comment.md'), renderMarkdown(report, {}));
  return { readMs, peakMegabytes: peakMegabytes() };
}

/** Milliseconds of the first diff of a process. */
function diff(nodes: string): number {
  const [base, head] = [makeChain(Number(nodes), false), makeChain(Number(nodes), true)];
  const started = performance.now();
  const changes = diffPlans(base, head).length;
  const ms = performance.now() - started;
  if (changes < Number(nodes) / 20)
    throw new Error(`${changes} changes: the plans are too alike to say anything`);
  return Math.round(ms * 10) / 10;
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
