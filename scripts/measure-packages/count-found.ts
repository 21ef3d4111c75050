import type { Statement } from '../../src/sql/statement.ts';
import type { FoundCounts } from './measured-package.ts';

/** Counts statements by how well they are read. */
export function countFound(statements: readonly Statement[]): FoundCounts {
  return {
    found: statements.length,
    parsed: statements.filter(({ kind }) => kind !== 'other').length,
    readable: statements.filter(({ failure }) => failure === null).length,
    dynamic: statements.filter(({ failure }) => failure?.kind === 'dynamic').length,
  };
}
