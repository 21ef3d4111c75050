#!/usr/bin/env node
import process from 'node:process';
import { type CheckCommand, parseArguments, USAGE } from './command-line.ts';
import { EXIT_CODES, ExplainGateError } from './errors.ts';
import { formats } from './report/index.ts';
import { ResourceStack } from './resources.ts';
import { run } from './run.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { TerminalProgress } from './terminal-progress.ts';
import { VERSION } from './version.ts';
import { writeReportFiles } from './write-report-files.ts';

async function main(): Promise<number> {
  const command = parseArguments(process.argv.slice(2));
  if (command.kind === 'check') return check(command);
  process.stdout.write(command.kind === 'help' ? USAGE : `explain-gate ${VERSION}\n`);
  return 0;
}

async function check(command: CheckCommand): Promise<number> {
  const progress = new TerminalProgress(process.stderr, () => performance.now());
  const resources = new ResourceStack();
  const { report, exitCode } = await stopOnSignal(
    resources,
    () => run({ ...command.options, cwd: process.cwd(), env: process.env, progress, resources }),
    (signal) => progress.warn(`${signal}: stopping the server and removing what the run made`),
  );
  progress.done();
  const color = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  if (command.output !== undefined) await writeReportFiles(report, command.output);
  const format = formats.find(({ name }) => name === command.format);
  process.stdout.write(format?.render(report, { color }) ?? '');
  return exitCode;
}

function reportError(error: unknown): number {
  if (error instanceof ExplainGateError) {
    process.stderr.write(`explain-gate: ${error.message}\n${error.hint ? `  → ${error.hint}\n` : ''}`);
    return error.exitCode;
  }
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\nThis is a bug in explain-gate; please report it.\n`,
  );
  return EXIT_CODES.bug;
}

// Node ends an uncaught error with 1, which is the exit code of a failing verdict.
process.on('uncaughtException', (error) => process.exit(reportError(error)));

// Not process.exit(): a report that goes through a pipe has to be written to its end.
process.exitCode = await main().catch(reportError);
