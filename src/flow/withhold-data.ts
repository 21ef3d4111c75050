import pg from 'pg';
import type { Config } from '../config/config-schema.ts';
import { ExplainGateError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { redactServerText } from '../report/redact/redact-literals.ts';
import type { RunOptions } from './run-options.ts';

/** Whether literals and values are withheld from everything that the run shows. */
export function isRedacted({ redact }: Config, { isPublic }: Pick<RunOptions, 'isPublic'>): boolean {
  return redact === 'always' || (redact === 'auto' && isPublic === true);
}

const WITHHELD = '… (withheld: it may show data)';

/**
 * What `work` gives; of what it throws, the parts that may quote rows or values are withheld when `redacts`. The stack of a bug
 * begins with its message, so that goes too.
 */
export async function withholdData<T>(redacts: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (redacts) withhold(error);
    throw error;
  }
}

function withhold(error: unknown): void {
  const parts =
    error instanceof ExplainGateError
      ? error.showsData
      : error instanceof pg.DatabaseError
        ? [error.message]
        : [];
  if (!(error instanceof Error)) return;
  // The longer first: one may contain the other.
  for (const part of parts.toSorted((a, b) => b.length - a.length)) {
    error.message = error.message.replaceAll(part, WITHHELD);
    if (error.stack !== undefined) error.stack = error.stack.replaceAll(part, WITHHELD);
  }
}

/** The same progress; of a line worth keeping, what a server quotes of a value is withheld when `redacts`. */
export function withholdingProgress(redacts: boolean, progress: Progress): Progress {
  if (!redacts) return progress;
  return {
    step: (title) => progress.step(title),
    advance: (done, total, what) => progress.advance(done, total, what),
    info: (message) => progress.info(redactServerText(message)),
    warn: (message) => progress.warn(redactServerText(message)),
  };
}
