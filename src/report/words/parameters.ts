import type { CaseReport } from '../report-schema.ts';
import { showShort } from './visible-text.ts';

/** Longest value that is shown, and most values. */
const SHOWN = { characters: 60, values: 12 } as const;

/** `$1 = 42, $2 = NULL`; empty for a case without parameters. */
export function describeParameters({ parameters }: CaseReport): string {
  const shown = parameters
    .slice(0, SHOWN.values)
    .map(
      (value, index) =>
        `$${index + 1} = ${value === null ? 'NULL' : `'${showShort(value, SHOWN.characters)}'`}`,
    );
  const left = parameters.length - shown.length;
  return left > 0 ? `${shown.join(', ')} and ${left} more` : shown.join(', ');
}
