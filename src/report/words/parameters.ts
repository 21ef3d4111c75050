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

/** Longest list of relations that is shown. */
const SHOWN_RELATIONS = 120;

/** `from rows of orders`; empty where the report does not say. */
export function describeOrigin({ parametersFrom }: CaseReport): string {
  switch (parametersFrom?.source) {
    case 'rows': {
      const { side, relations = [] } = parametersFrom;
      const whose = side === 'head' ? "head's rows" : 'rows';
      return relations.length === 0
        ? 'as the query itself tells'
        : `from ${whose} of ${showShort(relations.join(', '), SHOWN_RELATIONS)}`;
    }
    case 'config':
      return 'from the config';
    case 'comment':
      return 'from its -- @param line';
    case 'baseline':
      return 'from the baseline';
    case undefined:
      return '';
  }
}
