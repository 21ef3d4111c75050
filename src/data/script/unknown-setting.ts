import pg from 'pg';
import { parseSql } from '../../sql/parser.ts';
import type { ScriptStatement } from './script-item.ts';

/** SQLSTATE undefined_object. */
const UNDEFINED_OBJECT = '42704';

/**
 * Whether the server refused a SET because it has no such parameter: pg_dump of a newer major writes
 * `SET transaction_timeout = 0`. Inside a transaction the error has ended the transaction, and is one.
 */
export async function isUnknownSetting(
  client: pg.Client,
  { text, keywords }: ScriptStatement,
  error: unknown,
): Promise<boolean> {
  if (keywords[0] !== 'set' || !(error instanceof pg.DatabaseError) || error.code !== UNDEFINED_OBJECT)
    return false;
  if (client.getTransactionStatus() !== 'I') return false;
  const parsed = parseSql(text);
  const set = parsed.ok
    ? (parsed.value[0]?.['VariableSetStmt'] as { readonly name?: string } | undefined)
    : undefined;
  if (set?.name === undefined) return false;
  const { rows } = await client.query(
    'SELECT 1 FROM pg_catalog.pg_settings WHERE pg_catalog.lower(name) = pg_catalog.lower($1)',
    [set.name],
  );
  return rows.length === 0;
}
