#!/usr/bin/env node
import process from 'node:process';
import { describeUsage, parseArguments } from './command-line.ts';
import { EXIT_CODES, ExplainGateError } from './errors.ts';
import { keepMemoryLean } from './keep-memory-lean.ts';
import { showText } from './report/words/visible-text.ts';
import { requireNode } from './require-node.ts';
import { VERSION } from './version.ts';

async function main(): Promise<number> {
  requireNode(process.versions.node);
  const line = parseArguments(process.argv.slice(2));
  if (line.kind === 'run') {
    const run = line.command.prepare(line.values);
    return run({ cwd: process.cwd(), env: process.env });
  }
  process.stdout.write(line.kind === 'help' ? describeUsage(line.command) : `explain-gate ${VERSION}\n`);
  return 0;
}

function reportError(error: unknown): number {
  if (error instanceof ExplainGateError) {
    // Names, SQL and a server's messages in it may steer a terminal.
    process.stderr.write(
      showText(`explain-gate: ${error.message}\n${error.hint ? `  → ${error.hint}\n` : ''}`),
    );
    return error.exitCode;
  }
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\nThis is a bug in explain-gate; please report it.\n`,
  );
  return EXIT_CODES.bug;
}

// Node ends an uncaught error with 1, which is the exit code of a failing verdict.
process.on('uncaughtException', (error) => process.exit(reportError(error)));
keepMemoryLean();

// Not process.exit(): a report that goes through a pipe has to be written to its end.
process.exitCode = await main().catch(reportError);
