import { connectDatabase } from './connect-database.ts';
import type { DatabaseServer } from './database-server.ts';

/** Every role of the server but PostgreSQL's own. */
export async function listRoles(server: DatabaseServer, database: string): Promise<ReadonlySet<string>> {
  await using connection = await connectDatabase(server, database);
  const { rows } = await connection.client.query<{ name: string }>(
    "SELECT rolname AS name FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'",
  );
  return new Set(rows.map(({ name }) => name));
}
