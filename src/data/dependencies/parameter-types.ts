import type { QueryConnection } from '../query-connection.ts';
import { type Refused, refusalOf, undo } from './undo.ts';

/**
 * The types of each statement's parameters by position, or PostgreSQL's refusal. PREPARE analyses a statement and does
 * not run it.
 */
export async function findParameterTypes(
  connection: QueryConnection,
  statements: readonly string[],
): Promise<readonly (readonly string[] | Refused)[]> {
  const name = (at: number) => `explain_gate_probe_${at}`;
  const refusals = await Promise.all(
    statements.map((sql, at) =>
      undo(connection, () =>
        connection.query({ text: `PREPARE ${name(at)} AS\n${sql}`, queryMode: 'extended' }),
      ).then(() => undefined, refusalOf),
    ),
  );
  const { rows } = await connection.query<{ name: string; types: readonly string[] }>(
    `SELECT name, parameter_types::text[] AS types FROM pg_catalog.pg_prepared_statements
     WHERE pg_catalog.starts_with(name, 'explain_gate_probe_')`,
  );
  // They outlive a transaction.
  await Promise.all(rows.map((row) => connection.query(`DEALLOCATE ${row.name}`)));
  const types = new Map(rows.map((row) => [row.name, row.types]));
  return refusals.map((refused, at) => refused ?? types.get(name(at)) ?? []);
}
