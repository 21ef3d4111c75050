import type { QueryConnection } from '../query-connection.ts';
import type { EntryPoints, Node } from './dependency-graph.ts';
import { findParameterTypes } from './parameter-types.ts';
import { probeBody } from './probe-body.ts';
import type { DependentStatement } from './query-dependencies.ts';
import { resolveNames } from './resolve-names.ts';
import { readStatementFacts, type StatementFacts } from './statement-facts.ts';
import type { Refused } from './undo.ts';

/** Since this version the body of a function can be a parsed statement. */
const PARSED_BODIES = 140_000;

/** Where a statement enters the dependency graph, or why PostgreSQL does not accept it. */
export type ProbeResult = EntryPoints | Refused;

/**
 * Asks PostgreSQL what statements depend on, without running any. The connection must be inside a transaction; nothing
 * is left in it. A statement that PostgreSQL accepts and that can't be the body of a function, and every statement
 * before version 14, depends on what its names mean.
 */
export async function probeStatements(
  connection: QueryConnection,
  versionNumber: number,
  statements: readonly DependentStatement[],
): Promise<readonly ProbeResult[]> {
  const facts = statements.map(({ sql }) => readStatementFacts(sql));
  const parsedBodies = versionNumber >= PARSED_BODIES;
  const types = await prepare(connection, statements, (at) => {
    const found = facts[at];
    // The text is put into other statements: what is not one statement by itself never gets there.
    if (found === undefined || typeof found === 'string') return false;
    return !parsedBodies || (found.hasParameters && statements[at]?.parameterTypes === undefined);
  });
  const bodies = await Promise.all(
    statements.map(async ({ sql, parameterTypes }, at) => {
      const known = types.get(at) ?? parameterTypes ?? [];
      if (!parsedBodies || typeof facts[at] !== 'object' || 'refused' in known) return undefined;
      return probeBody(connection, sql, known);
    }),
  );
  const doubtful = await prepare(
    connection,
    statements,
    (at) => 'refused' in (bodies[at] ?? {}) && !types.has(at),
  );
  return Promise.all(
    facts.map(async (found, at): Promise<ProbeResult> => {
      if (typeof found === 'string') return { refused: { sqlstate: '42601', message: found } };
      const prepared = types.get(at) ?? doubtful.get(at) ?? [];
      if ('refused' in prepared) return prepared;
      const body = bodies[at];
      return enter(connection, found, body === undefined || 'refused' in body ? undefined : body.nodes);
    }),
  );
}

/** The parameter types of the statements that are `wanted`, by position. */
async function prepare(
  connection: QueryConnection,
  statements: readonly DependentStatement[],
  wanted: (at: number) => boolean,
): Promise<ReadonlyMap<number, readonly string[] | Refused>> {
  const positions = [...statements.keys()].filter(wanted);
  const types = await findParameterTypes(
    connection,
    positions.map((at) => statements[at]?.sql ?? ''),
  );
  return new Map(positions.map((at, index) => [at, types[index] ?? []]));
}

async function enter(
  connection: QueryConnection,
  facts: StatementFacts,
  nodes: readonly Node[] | undefined,
): Promise<EntryPoints> {
  const [targets, relations, functions] = await Promise.all([
    resolveNames(connection, 'r', facts.targets),
    nodes === undefined ? resolveNames(connection, 'r', facts.relations) : [],
    nodes === undefined ? resolveNames(connection, 'f', facts.functions) : [],
  ]);
  return {
    nodes: nodes ?? [...relations, ...functions].map(({ node }) => node),
    targets: targets.map(({ node, written }) => ({ node, events: written.events })),
  };
}
