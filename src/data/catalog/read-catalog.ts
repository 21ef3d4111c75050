import type { QueryConnection } from '../query-connection.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { OBJECT_QUERIES } from './object-queries.ts';
import { RELATION_QUERIES } from './relation-queries.ts';

/**
 * Everything in a database that can move a query and is the project's own: what belongs to PostgreSQL or to an
 * extension is left out. The connection must not be inside a transaction.
 */
export async function readCatalog(connection: QueryConnection): Promise<readonly CatalogEntry[]> {
  await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // PostgreSQL then writes every name with its schema, whatever the settings of the database.
    await connection.query("SET LOCAL search_path = ''; SET LOCAL quote_all_identifiers = off");
    const entries: CatalogEntry[] = [];
    for (const query of [...RELATION_QUERIES, ...OBJECT_QUERIES]) {
      entries.push(...(await connection.query<CatalogEntry>(query)).rows);
    }
    return entries;
  } finally {
    // It only fails where the connection is gone, and the transaction with it.
    await connection.query('ROLLBACK').catch(() => undefined);
  }
}
