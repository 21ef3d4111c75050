import { leaveOutDefinitions } from '../sql/leave-out-definitions.ts';
import { splitStatements } from '../sql/split-statements.ts';
import type { Source } from './source.ts';

/** `.sql` files of queries, named by `-- name: x` comments or else by file and ordinal; what defines the schema is no query. */
export const sqlFiles: Source = {
  name: 'sql-files',
  description:
    '`.sql` files with one or more queries, named by comments as sqlc, aiosql and regresql write them.',
  needsDatabase: false,
  matches: (path) => path.toLowerCase().endsWith('.sql'),
  readStatements: async (path, text) => ({
    statements: leaveOutDefinitions(splitStatements(path, text)),
  }),
};
