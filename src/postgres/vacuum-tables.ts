import pg from 'pg';
import { connect } from './connect.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * VACUUMs tables as their owner, so that dead tuples of rolled-back writes don't drift from case to case
 * (MEASURING section 1: blocks grew 22 % over 7 runs).
 */
export async function vacuumTables(
  owner: ConnectionSettings,
  tables: readonly { readonly schema: string; readonly relation: string }[],
): Promise<void> {
  await using client = await connect(owner);
  // VACUUM marks no page all-visible of which a commit is not flushed yet.
  await client.query('SET synchronous_commit = local');
  for (const { schema, relation } of tables) {
    await client.query(`VACUUM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(relation)}`);
  }
}
