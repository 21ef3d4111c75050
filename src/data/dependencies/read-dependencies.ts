import { loadParser } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { DependencyGraph, EntryPoints } from './dependency-graph.ts';
import { expandDependencies } from './expand-dependencies.ts';
import { probeStatement } from './probe-statement.ts';
import type { DependentStatement, QueryDependencies } from './query-dependencies.ts';
import { readDependencyGraph } from './read-dependency-graph.ts';

/**
 * What each statement depends on in this database. PostgreSQL analyses the statements under the session's search_path
 * and runs none of them; the transaction is rolled back. The connection is the owner's and in no transaction.
 */
export async function readDependencies(
  connection: QueryConnection,
  statements: readonly DependentStatement[],
): Promise<ReadonlyMap<string, QueryDependencies>> {
  await loadParser();
  await connection.query('BEGIN');
  try {
    await prepareTransaction(connection);
    const { rows } = await connection.query<{ version: number }>(
      "SELECT pg_catalog.current_setting('server_version_num')::int AS version",
    );
    const version = rows[0]?.version ?? 0;
    const entered = [];
    for (const [done, statement] of statements.entries()) {
      // A statement may have used up an instance of the parser.
      if (done % 100 === 0) await loadParser();
      entered.push({ id: statement.id, result: await probeStatement(connection, version, statement) });
    }
    const graph = await readDependencyGraph(connection);
    return new Map(
      entered.map(({ id, result }) => [
        id,
        'failed' in result
          ? { id, relations: [], functions: [], types: [], failed: result.failed }
          : describe(id, graph, result),
      ]),
    );
  } finally {
    await connection.query('ROLLBACK');
  }
}

async function prepareTransaction(connection: QueryConnection): Promise<void> {
  // Strings end where PostgreSQL's parser, which has looked at them, says.
  await connection.query("SET LOCAL standard_conforming_strings = on; SET LOCAL lock_timeout = '5s'");
  await connection.query('SAVEPOINT replica');
  try {
    // Event triggers of the project would run at each CREATE FUNCTION. Only a superuser may turn them off.
    await connection.query('SET LOCAL session_replication_role = replica');
  } catch {
    await connection.query('ROLLBACK TO SAVEPOINT replica');
  }
}

function describe(id: string, graph: DependencyGraph, entry: EntryPoints): QueryDependencies {
  const nodes = [...expandDependencies(graph, entry)];
  const named = (kind: string) =>
    nodes
      .filter((node) => node.startsWith(kind))
      .flatMap((node) => graph.names.get(node) ?? [])
      .sort();
  return { id, relations: named('r'), functions: named('f'), types: named('t'), failed: null };
}
