import type { RangeVar } from '@pgsql/types';
import type { ParameterUses } from './parameter-use.ts';
import type { Node } from './syntax.ts';
import { UseCollector } from './visit/use-collector.ts';
import { visitStatement } from './visit/visit-statement.ts';

/** Columns of a table in order, for an INSERT that names none; undefined where the table is not known. */
export type ColumnsOf = (relation: RangeVar) => readonly string[] | undefined;

/** Finds every use of every parameter of one statement, by PostgreSQL's parse tree; `inside` are the statements that it runs by calling functions. */
export function findUses(
  statement: Node,
  columnsOf: ColumnsOf = () => undefined,
  inside: readonly Node[] = [],
): ParameterUses {
  const collector = new UseCollector(columnsOf);
  for (const one of [statement, ...inside])
    visitStatement(collector, one, { outer: null, test: null, ctes: [] });
  const { scopes, uses, optional } = collector;
  return { scopes, uses, optional };
}
