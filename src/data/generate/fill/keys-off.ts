import pg from 'pg';
import type { QueryConnection } from '../../query-connection.ts';
import type { TableFacts } from '../catalog/table-facts.ts';
import { verifyKeys } from './verify-keys.ts';

/** SQLSTATE insufficient_privilege. */
const INSUFFICIENT_PRIVILEGE = '42501';

const TRIGGERS = `
  SELECT t.tgrelid::regclass::text AS table, pg_catalog.quote_ident(t.tgname) AS name, t.tgenabled AS enabled
  FROM pg_catalog.pg_trigger t
  WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
    AND t.tgrelid IN (SELECT p.relid FROM pg_catalog.unnest($1::oid[]) r, pg_catalog.pg_partition_tree(r) p
                      UNION SELECT pg_catalog.unnest($1::oid[]))
  ORDER BY 1, 2`;

const ENABLE: Readonly<Record<string, string>> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' };

/**
 * Runs `work` without triggers and without a look-up per row for each foreign key, and proves the keys afterwards. A
 * superuser's session becomes a replica's, for which triggers and the checks of keys rest, and one anti-join per key takes
 * their place. Another owner drops the keys and adds them again, which the server checks as a whole.
 */
export async function withoutKeyChecks(
  client: QueryConnection,
  tables: readonly TableFacts[],
  work: () => Promise<void>,
): Promise<void> {
  const isReplica = await becomeReplica(client);
  const { rows: triggers } = await client.query<{ table: string; name: string; enabled: string }>({
    text: TRIGGERS,
    values: [tables.map(({ oid }) => oid)],
  });
  const firing = triggers.filter(({ enabled }) => enabled !== (isReplica ? 'O' : 'R'));
  const keys = isReplica ? [] : tables.flatMap(({ foreignKeys }) => foreignKeys);
  for (const { table, name } of firing) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`);
  await work();
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${pg.escapeIdentifier(name)} ${definition}`);
  }
  for (const { table, name, enabled } of firing)
    await client.query(`ALTER TABLE ${table} ${ENABLE[enabled]} TRIGGER ${name}`);
  if (!isReplica) return;
  await client.query('RESET session_replication_role');
  await verifyKeys(client, tables);
}

async function becomeReplica(client: QueryConnection): Promise<boolean> {
  try {
    await client.query('SET session_replication_role = replica');
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return false;
    throw error;
  }
}
