import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { SourceError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { readExplain } from '../plan/read-explain.ts';
import { comparePlanFiles, type PlanFile } from '../report/plan-comparison/compare-plan-files.ts';
import { COMPARISON_FORMATS } from '../report/plan-comparison/render-comparison.ts';
import type { Command } from './command.ts';
import { oneOf, textOf } from './option-values.ts';

const FORMATS = Object.keys(COMPARISON_FORMATS) as (keyof typeof COMPARISON_FORMATS)[];

/** `explain-gate diff`. */
export const diff: Command = {
  name: 'diff',
  summary: 'compare two EXPLAIN outputs, without a database',
  usage: `Usage: explain-gate diff <base> <head> [options]

Compares two files with one EXPLAIN output each: JSON or text format, as psql, pgAdmin or auto_explain's log has it, or
as copied from a web page. No database is needed. Nodes are matched by the work that they do.

Options
  --format FORMAT  ${FORMATS.join(' | ')} (default: text)
`,
  operands: ['base', 'head'],
  options: { format: { type: 'string' } },
  prepare(values) {
    const format = oneOf(values, 'format', FORMATS, 'text');
    return async ({ cwd, env }) => {
      const [base, head] = [
        await readPlan(cwd, textOf(values, 'base') ?? ''),
        await readPlan(cwd, textOf(values, 'head') ?? ''),
      ];
      const color = process.stdout.isTTY === true && !env['NO_COLOR'];
      process.stdout.write(COMPARISON_FORMATS[format](comparePlanFiles(base, head), color));
      return 0;
    };
  },
};

/** @throws SourceError naming the file, the line and what was found */
async function readPlan(cwd: string, file: string): Promise<PlanFile> {
  let text: string;
  try {
    text = decode(await readFile(isAbsolute(file) ? file : join(cwd, file)));
  } catch (cause) {
    throw new SourceError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      code: 'plan-file-not-read',
      hint: 'Name two files with EXPLAIN output, base first.',
      cause,
    });
  }
  return { file, plan: readNamed(file, text) };
}

/** PowerShell writes UTF-16 with a byte order mark. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function readNamed(file: string, text: string): Plan {
  try {
    return readExplain(text);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { code, hint, message } = error;
    throw new SourceError(`${file}: ${message}`, { code, hint, cause: error });
  }
}
