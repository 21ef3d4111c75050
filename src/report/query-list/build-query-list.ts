import { pairQueries } from '../../compare/pair-queries.ts';
import type { Statement } from '../../sql/statement.ts';
import type { QueryList } from './query-list-schema.ts';

/** Lists the queries of one side, with the ids that a check gives them. */
export function buildQueryList(
  statements: readonly Statement[],
  notChecked: readonly QueryList['notChecked'][number][],
): QueryList {
  const queries = pairQueries([], statements).flatMap(({ id, name, location, head }) => {
    if (head === null) return [];
    const { file, line, endLine } = location;
    return {
      id,
      name,
      location: { file, line, endLine },
      kind: head.kind,
      parameters: head.parameters.map((parameter) => ({ ...parameter })),
      failure: head.failure && { kind: head.failure.kind, message: head.failure.message },
    };
  });
  return { schemaVersion: 1, queries, notChecked: [...notChecked] };
}
