import { parseSql } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { Node } from './dependency-graph.ts';
import { type Refused, refusalOf, undo } from './undo.ts';

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

/**
 * What a statement names, by PostgreSQL's own analysis: it is made the body of a function, which is analysed when it
 * is created and never called, and of which pg_depend then knows every object. Version 14 and later.
 * @param types of the parameters by position
 */
export async function probeBody(
  connection: QueryConnection,
  sql: string,
  types: readonly string[],
): Promise<{ readonly nodes: readonly Node[] } | Refused> {
  // The line breaks end a comment at the end of the statement.
  const text = `CREATE FUNCTION pg_temp.explain_gate_probe(${types.join(', ')}) RETURNS void LANGUAGE sql BEGIN ATOMIC\n${sql}\n;\nEND`;
  const parsed = parseSql(text);
  if (!parsed.ok || parsed.value.length !== 1 || !('CreateFunctionStmt' in (parsed.value[0] ?? {}))) {
    return { refused: { sqlstate: '42601', message: 'the statement can not be the body of a function' } };
  }
  try {
    return await undo(connection, async () => {
      // Without waiting in between: the refusal of the first is the one that is thrown. The extended protocol takes
      // one command at most, whatever a parser says.
      const created = connection.query({ text, queryMode: 'extended' });
      const asked = connection.query<{ node: Node }>(DEPENDS_ON);
      asked.catch(() => undefined);
      await created;
      return { nodes: (await asked).rows.map(({ node }) => node) };
    });
  } catch (error) {
    return refusalOf(error);
  }
}
