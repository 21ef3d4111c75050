import pg from 'pg';
import { connectDatabase } from './connect-database.ts';
import type { DatabaseServer } from './database-server.ts';

/** `ALTER DATABASE … SET` and `ALTER ROLE … IN DATABASE … SET` of one database. */
interface DatabaseSettings {
  readonly role: string | null;
  readonly entries: readonly string[];
}

const SETTINGS = `
  SELECT r.rolname AS role, s.setconfig AS entries
  FROM pg_catalog.pg_db_role_setting s
  JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
  LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
  WHERE d.datname = $1`;

/** Gives a clone the settings that migrations gave its template: a copy of a database comes without them. */
export async function copyDatabaseSettings(
  server: DatabaseServer,
  template: string,
  clone: string,
): Promise<void> {
  await using connection = await connectDatabase(server, clone);
  const { client } = connection;
  const { rows } = await client.query<DatabaseSettings>(SETTINGS, [template]);
  const database = pg.escapeIdentifier(clone);
  for (const { role, entries } of rows) {
    const target =
      role === null ? `DATABASE ${database}` : `ROLE ${pg.escapeIdentifier(role)} IN DATABASE ${database}`;
    for (const entry of entries) {
      const equals = entry.indexOf('=');
      const name = entry.slice(0, equals);
      // FROM CURRENT, since a list such as search_path can't be written as one quoted value.
      await client.query('SELECT pg_catalog.set_config($1, $2, false)', [name, entry.slice(equals + 1)]);
      await client.query(
        `ALTER ${target} SET ${name
          .split('.')
          .map((part) => pg.escapeIdentifier(part))
          .join('.')} FROM CURRENT`,
      );
    }
  }
}
