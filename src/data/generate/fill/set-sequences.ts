import pg from 'pg';
import type { QueryConnection } from '../../query-connection.ts';
import type { TableFacts } from '../catalog/table-facts.ts';

/** Sets the sequences of a table's columns behind the last value, so that the next INSERT gets a new one. */
export async function setSequences(client: QueryConnection, table: TableFacts): Promise<void> {
  for (const { name, sequence } of table.columns) {
    if (sequence === null) continue;
    const last = sequence.increment < 0 ? 'min' : 'max';
    await client.query(
      `SELECT pg_catalog.setval(${pg.escapeLiteral(sequence.name)}::regclass, last) FROM
       (SELECT pg_catalog.${last}(${pg.escapeIdentifier(name)}) AS last FROM ${table.name}) AS t WHERE last IS NOT NULL`,
    );
  }
}
