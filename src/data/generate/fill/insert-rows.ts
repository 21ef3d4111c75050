import pg from 'pg';
import { SchemaError } from '../../../errors.ts';
import { dataOf } from '../../describe-failure.ts';
import type { QueryConnection } from '../../query-connection.ts';
import type { TablePlan } from '../plan/table-plan.ts';
import { rowsBetween } from '../sql/row-query.ts';
import { dropLookups, makeLookups } from './make-lookups.ts';
import { setSequences } from './set-sequences.ts';
import { writeTableQuery } from './table-query.ts';

/** Rows of one INSERT: enough that its start costs nothing, few enough that a person sees it go on. */
const CHUNK = 200_000;

/**
 * Inserts the rows of a planned table, inside of the server, and sets its sequences.
 * @param onRows told how many rows came in, after each part
 * @throws SchemaError when PostgreSQL refuses a row
 */
export async function insertRows(
  client: QueryConnection,
  plan: TablePlan,
  onRows: (rows: number) => void,
): Promise<void> {
  const { facts, rows } = plan;
  const query = writeTableQuery(plan, false);
  await makeLookups(client, query.lookups);
  for (let first = 0; first < rows; first += CHUNK) {
    const last = Math.min(rows, first + CHUNK) - 1;
    try {
      await client.query(query.insert(facts.name, rowsBetween(first, last)));
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      throw refused(plan, error);
    }
    onRows(last + 1 - first);
  }
  await dropLookups(client, query.lookups);
  await setSequences(client, facts);
}

function refused({ facts }: TablePlan, error: pg.DatabaseError): SchemaError {
  const more = error.detail === undefined ? '' : `\n  detail: ${error.detail}`;
  return new SchemaError(`generate: ${facts.name}: ${error.message} (SQLSTATE ${error.code})${more}`, {
    code: 'generate-refused',
    hint: `Say more about its columns under \`tables\` of \`generate\`${error.constraint === undefined ? '' : `, so that ${error.constraint} holds`}; docs/generate.md has the keys.`,
    cause: error,
    showsData: dataOf(error),
  });
}
