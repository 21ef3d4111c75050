import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeBaseline } from '../compare/baseline/write-baseline.ts';
import { ConfigError } from '../errors.ts';
import { StepClock } from '../step-clock.ts';
import { hashText, measureHead, openHead } from './measure-head.ts';
import type { RunOptions, Step } from './run-options.ts';
import { isRedacted, withholdData, withholdingProgress } from './withhold-data.ts';

/** What was written. */
export interface WrittenBaseline {
  readonly queries: number;
  /** Ids of those that could not be measured, with the reason. */
  readonly notMeasured: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Measures head and writes the baseline file; `out` is an absolute path.
 * @throws ConfigError when it can't be written
 */
export async function writeBaselineFile(options: RunOptions, out: string): Promise<WrittenBaseline> {
  try {
    const clock = new StepClock<Step>(options.progress, () => performance.now());
    const opened = await openHead(options, clock);
    const redacts = isRedacted(opened.config, options);
    const progress = withholdingProgress(redacts, options.progress);
    const { surroundings, queries } = await withholdData(redacts, () =>
      measureHead({ ...options, progress }, opened, clock, null),
    );
    const text = writeBaseline(surroundings, queries, { hash: hashText, redacts });
    await write(out, text);
    const notMeasured = queries.flatMap(({ id, failure }) =>
      failure ? [{ id, reason: redacts ? failure.kind : `${failure.kind}: ${failure.message}` }] : [],
    );
    return { queries: queries.length, notMeasured };
  } finally {
    await options.resources[Symbol.asyncDispose]();
  }
}

async function write(out: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, text);
  } catch (cause) {
    throw new ConfigError(`${out} can not be written: ${(cause as Error).message}`, {
      code: 'baseline-not-written',
      hint: 'Make the folder writable, or name another file with `--out`.',
      cause,
    });
  }
}
