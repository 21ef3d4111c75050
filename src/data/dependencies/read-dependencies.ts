import { loadParser } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { expandDependencies } from './expand-dependencies.ts';
import { type ProbeResult, probeStatements } from './probe-statements.ts';
import type { DependentStatement, QueryDependencies } from './query-dependencies.ts';
import { readDependencyGraph } from './read-dependency-graph.ts';

/** Statements whose questions are under way together. */
const STATEMENTS_AT_ONCE = 100;

/**
 * What each statement depends on in this database. PostgreSQL analyses the statements under the session's search_path
 * and runs none of them; the transaction is rolled back. The connection is the owner's, as
 * `connectDatabase` opens it, and in no transaction.
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
    const results: ProbeResult[] = [];
    for (let at = 0; at < statements.length; at += STATEMENTS_AT_ONCE) {
      // A statement may have used up an instance of the parser.
      await loadParser();
      results.push(
        ...(await probeStatements(connection, version, statements.slice(at, at + STATEMENTS_AT_ONCE))),
      );
    }
    const graph = await readDependencyGraph(connection);
    return new Map(statements.map(({ id }, at) => [id, describe(id, graph, results[at])]));
  } finally {
    // It only fails where the connection is gone, and the transaction with it.
    await connection.query('ROLLBACK').catch(() => undefined);
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

function describe(id: string, graph: DependencyGraph, result: ProbeResult | undefined): QueryDependencies {
  if (result === undefined || 'refused' in result) {
    return { id, relations: [], functions: [], types: [], failed: result?.refused ?? null };
  }
  const nodes = [...expandDependencies(graph, result)];
  const named = (kind: string) =>
    nodes
      .filter((node) => node.startsWith(kind))
      .flatMap((node) => graph.names.get(node) ?? [])
      .sort();
  return { id, relations: named('r'), functions: named('f'), types: named('t'), failed: null };
}
