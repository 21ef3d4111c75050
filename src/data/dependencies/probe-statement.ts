import pg from 'pg';
import { parseSql } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { EntryPoints, Node } from './dependency-graph.ts';
import type { DependentStatement, QueryDependencies } from './query-dependencies.ts';
import { resolveNames } from './resolve-names.ts';
import { readStatementFacts, type StatementFacts } from './statement-facts.ts';

/** Since this version the body of a function can be a parsed statement, of which pg_depend knows every object. */
const PARSED_BODIES = 140_000;

const DEPENDS_ON = `
  SELECT CASE d.refclassid WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN 'r'
                           WHEN 'pg_catalog.pg_type'::pg_catalog.regclass THEN 't' ELSE 'f' END
         || coalesce(o.oprcode::pg_catalog.oid, d.refobjid) AS node
  FROM pg_catalog.pg_depend d
  LEFT JOIN pg_catalog.pg_operator o
    ON d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND o.oid = d.refobjid
  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND d.objid = (SELECT p.oid FROM pg_catalog.pg_proc p
                   WHERE p.proname = 'explain_gate_probe' AND p.pronamespace = pg_catalog.pg_my_temp_schema())
    AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
                         'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)`;

/** Where one statement enters the dependency graph, or why PostgreSQL does not accept it. */
export type ProbeResult = EntryPoints | { readonly failed: NonNullable<QueryDependencies['failed']> };

/**
 * Asks PostgreSQL what a statement depends on without running it: as the body of a function, which is parsed and
 * analysed when it is created. The connection must be inside a transaction; nothing is left in it.
 */
export async function probeStatement(
  connection: QueryConnection,
  versionNumber: number,
  { sql, parameterTypes }: DependentStatement,
): Promise<ProbeResult> {
  const facts = readStatementFacts(sql);
  // The text is put into another statement: what is not one statement by itself never gets there.
  if (typeof facts === 'string') return { failed: { sqlstate: '42601', message: facts } };
  const analysed = await attempt(connection, () =>
    analyse(connection, versionNumber, sql, { facts, parameterTypes }),
  );
  if ('failed' in analysed) return analysed;
  const targets = await resolveNames(connection, 'r', facts.targets);
  return {
    nodes: analysed.nodes,
    targets: targets.map(({ node, written }) => ({ node, events: written.events })),
  };
}

async function analyse(
  connection: QueryConnection,
  versionNumber: number,
  sql: string,
  {
    facts,
    parameterTypes,
  }: { readonly facts: StatementFacts; readonly parameterTypes: readonly string[] | undefined },
): Promise<{ readonly nodes: readonly Node[] }> {
  const parsedBodies = versionNumber >= PARSED_BODIES;
  const types =
    parsedBodies && !facts.hasParameters ? [] : (parameterTypes ?? (await prepareOnly(connection, sql)));
  if (parsedBodies) {
    const created = await attempt(connection, () => dependenciesOfBody(connection, sql, types));
    if ('nodes' in created) return created;
    // What can be prepared and can't be the body of a function is left to the names in it.
    await prepareOnly(connection, sql);
  }
  const relations = await resolveNames(connection, 'r', facts.relations);
  const functions = await resolveNames(connection, 'f', facts.functions);
  return { nodes: [...relations, ...functions].map(({ node }) => node) };
}

async function dependenciesOfBody(
  connection: QueryConnection,
  sql: string,
  types: readonly string[],
): Promise<{ readonly nodes: readonly Node[] }> {
  // The line breaks end a comment at the end of the statement.
  const text = `CREATE FUNCTION pg_temp.explain_gate_probe(${types.join(', ')}) RETURNS void LANGUAGE sql BEGIN ATOMIC\n${sql}\n;\nEND`;
  const parsed = parseSql(text);
  if (!parsed.ok || parsed.value.length !== 1 || !('CreateFunctionStmt' in (parsed.value[0] ?? {}))) {
    throw new Error('a statement must stay inside the body of its function');
  }
  // The extended protocol takes one command at most, whatever the parsers say.
  await connection.query({ text, queryMode: 'extended' });
  const { rows } = await connection.query<{ node: Node }>(DEPENDS_ON);
  return { nodes: rows.map(({ node }) => node) };
}

/** The types of the parameters, found by PREPARE, which analyses and does not run. */
async function prepareOnly(connection: QueryConnection, sql: string): Promise<readonly string[]> {
  await connection.query({ text: `PREPARE explain_gate_probe AS\n${sql}`, queryMode: 'extended' });
  const { rows } = await connection.query<{ types: readonly string[] }>(
    `SELECT parameter_types::text[] AS types FROM pg_catalog.pg_prepared_statements WHERE name = 'explain_gate_probe'`,
  );
  // It outlives a transaction.
  await connection.query('DEALLOCATE explain_gate_probe');
  return rows[0]?.types ?? [];
}

/** Runs `work` under a savepoint and undoes it; PostgreSQL's refusal is a result. */
async function attempt<Result extends object>(
  connection: QueryConnection,
  work: () => Promise<Result>,
): Promise<Result | { readonly failed: NonNullable<QueryDependencies['failed']> }> {
  await connection.query('SAVEPOINT explain_gate_probe');
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { failed: { sqlstate: error.code ?? 'unknown', message: error.message } };
  } finally {
    await connection.query('ROLLBACK TO SAVEPOINT explain_gate_probe; RELEASE SAVEPOINT explain_gate_probe');
  }
}
