import { findUses } from '../../sql/parameters/find-uses.ts';
import type { ParameterUse, ParameterUses } from '../../sql/parameters/parameter-use.ts';
import { type Node, parseStatement, walkTree } from '../../sql/parameters/syntax.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
import { mainUse } from './main-use.ts';
import { type ParameterType, readParameterTypes } from './probe/parameter-types.ts';
import type { Prober } from './probe/run-probe.ts';
import { quoteName } from './probe/table-sizes.ts';

/** Types of the parameters, and for each the use by which its values are chosen. */
export interface ParameterPlaces extends ParameterUses {
  readonly types: readonly ParameterType[];
}

/** Asks PostgreSQL for the types and its parser for the places; a failure names the parameter that meets nothing. */
export async function readParameterPlaces(
  prober: Prober,
  statement: Statement,
): Promise<ParameterPlaces | { readonly failure: Failure }> {
  const types = await readParameterTypes(prober.session, statement.sql);
  if ('message' in types) {
    const state = types.sqlState === null ? '' : ` (SQLSTATE ${types.sqlState})`;
    return { failure: { kind: 'error', message: `${types.message}${state}` } };
  }
  const tree = parseStatement(statement.sql);
  if (!tree) return { failure: { kind: 'syntax', message: 'not exactly one statement' } };
  const columns = await readInsertColumns(prober, tree);
  const { scopes, uses, optional } = findUses(tree, (relation) => columns.get(quoteName(relation)));
  const main: ParameterUse[] = [];
  for (const { position, name } of statement.parameters) {
    const use = mainUse(uses, position);
    if (use === undefined || use.role === 'argument') {
      const parameter = `$${position}${name === null ? '' : ` (${name})`}`;
      const where = use?.of ? `; it is an argument of ${use.of}()` : '';
      return {
        failure: { kind: 'no-values', message: `no value for ${parameter}: it meets no column${where}` },
      };
    }
    main.push(use);
  }
  return { types, scopes, uses: main, optional };
}

/** Columns of the tables that an INSERT without a list of columns fills, by name. */
async function readInsertColumns(prober: Prober, tree: Node): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = new Map<string, readonly string[]>();
  for (const node of walkTree(tree)) {
    if (!('InsertStmt' in node) || node.InsertStmt.cols || !node.InsertStmt.relation) continue;
    const name = quoteName(node.InsertStmt.relation);
    const answer = await prober.ask(
      `SELECT attname FROM pg_catalog.pg_attribute
       WHERE attrelid = pg_catalog.to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [name],
    );
    if (answer.kind === 'answered')
      columns.set(
        name,
        answer.rows.map(({ attname }) => String(attname)),
      );
  }
  return columns;
}
