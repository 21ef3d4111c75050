import pg from 'pg';
import { SchemaError } from '../../../errors.ts';
import type { QueryConnection } from '../../query-connection.ts';
import type { ForeignKeyFacts, TableFacts } from '../catalog/table-facts.ts';

const COLUMN_NAMES = `
  SELECT attnum::int AS number, attname AS name FROM pg_catalog.pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`;

/**
 * Proves that every foreign key and every deferrable unique constraint of the tables holds, each by one query over all
 * rows: the query that ALTER TABLE … VALIDATE CONSTRAINT runs (RI_Initial_Check in ri_triggers.c).
 * @throws SchemaError naming the constraint that does not
 */
export async function verifyKeys(client: QueryConnection, tables: readonly TableFacts[]): Promise<void> {
  for (const table of tables) {
    for (const key of table.foreignKeys) await verifyKey(client, table, key);
    for (const { name, keys, kind, deferrable, predicate, nullsNotDistinct } of table.uniques) {
      if (!deferrable || kind === 'exclusion' || predicate !== null || nullsNotDistinct) continue;
      const columns = keys.map((key) => nameOf(table, Number(key)));
      const given = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
      const { rows } = await client.query(
        `SELECT 1 FROM ${table.name} WHERE ${given} GROUP BY ${columns.join(', ')} HAVING pg_catalog.count(*) > 1 LIMIT 1`,
      );
      if (rows.length > 0) throw broken(table, name, 'two rows are equal in it');
    }
  }
}

async function verifyKey(client: QueryConnection, table: TableFacts, key: ForeignKeyFacts): Promise<void> {
  const { rows: there } = await client.query<{ number: number; name: string }>({
    text: COLUMN_NAMES,
    values: [key.targetName],
  });
  const target = (number: number | undefined) =>
    pg.escapeIdentifier(there.find((column) => column.number === number)?.name ?? '');
  const own = key.columns.map((number) => `c.${nameOf(table, number)}`);
  const equal = own.map((column, at) => `p.${target(key.targetColumns[at])} = ${column}`).join(' AND ');
  const isFull = key.definition.includes('MATCH FULL');
  const given = own.map((column) => `${column} IS NOT NULL`).join(isFull ? ' OR ' : ' AND ');
  const { rows } = await client.query(
    `SELECT 1 FROM ${table.name} c WHERE (${given}) AND NOT EXISTS (SELECT FROM ${key.targetName} p WHERE ${equal}) LIMIT 1`,
  );
  if (rows.length > 0) throw broken(table, key.name, `a row refers to none of ${key.targetName}`);
}

function nameOf(table: TableFacts, number: number): string {
  return pg.escapeIdentifier(table.columns.find((column) => column.number === number)?.name ?? '');
}

function broken(table: TableFacts, constraint: string, reason: string): SchemaError {
  return new SchemaError(`generate: ${table.name}: constraint ${constraint} does not hold: ${reason}`, {
    code: 'generate-refused',
    hint: 'An `expression` of the config must give values that the constraint allows; without one this is a bug.',
  });
}
