import { pairQueries } from '../../compare/pair-queries.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
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
      failure: head.failure && toFailure(head.failure),
    };
  });
  return { schemaVersion: 1, queries, notChecked: [...notChecked] };
}

function toFailure({
  kind,
  message,
  fragments,
}: Failure): NonNullable<QueryList['queries'][number]['failure']> {
  return { kind, message, ...(fragments ? { fragments: [...fragments] } : {}) };
}
