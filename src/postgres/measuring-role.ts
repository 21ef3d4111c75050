import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connect } from './connect.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/** The role that measures: name and password, to log in with. */
export interface MeasuringRole {
  readonly name: string;
  readonly password: string;
}

/**
 * Creates a role that may log in and nothing else: no superuser, no database, no role, no replication, and it does
 * not inherit from the roles that it may become.
 */
export async function createMeasuringRole(admin: ConnectionSettings, name: string): Promise<MeasuringRole> {
  const password = randomBytes(24).toString('base64url');
  await using client = await connect(admin);
  await client.query(
    `CREATE ROLE ${pg.escapeIdentifier(name)} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(password)}`,
  );
  return { name, password };
}

/** Names of all roles of the server, for telling later which ones the migrations created. */
export async function listRoles(admin: ConnectionSettings): Promise<readonly string[]> {
  await using client = await connect(admin);
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  return rows.map(({ rolname }) => rolname);
}

/**
 * Lets the measuring role become (SET ROLE) every role that is not in `foreign`, for row-level security, except
 * those through which more could be reached than tables: superusers, those that create roles or replicate, and
 * whoever is a member of such a role or of PostgreSQL's own (`pg_execute_server_program`, …).
 * @returns names of the roles that could not be granted for want of a right
 */
export async function grantProjectRoles(
  admin: ConnectionSettings,
  measuring: string,
  foreign: readonly string[],
): Promise<readonly string[]> {
  await using client = await connect(admin);
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT r.rolname FROM pg_roles AS r
     WHERE r.rolname <> ALL ($1::text[])
       AND r.rolname <> current_user
       AND r.rolname !~ '^(pg_|explain_gate_)'
       AND NOT EXISTS (
         SELECT FROM pg_roles AS reach
         WHERE (reach.rolsuper OR reach.rolcreaterole OR reach.rolreplication OR reach.rolname ~ '^pg_')
           AND NOT (reach.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_database_owner'))
           AND pg_has_role(r.oid, reach.oid, 'MEMBER'))`,
    [foreign],
  );
  const refused: string[] = [];
  for (const { rolname } of rows) {
    const grant = `GRANT ${pg.escapeIdentifier(rolname)} TO ${pg.escapeIdentifier(measuring)}`;
    await client.query(grant).catch(() => refused.push(rolname));
  }
  return refused;
}

/**
 * Grants the measuring role, in one database, the use of the project's own schemas, tables and sequences, and takes
 * from everybody what PostgreSQL gives by default: temporary tables, and new objects in schema public before 15.
 * Objects of extensions keep the rights that their extension gave them.
 */
export async function grantMeasuringRights(database: ConnectionSettings, measuring: string): Promise<void> {
  await using client = await connect(database);
  const name = pg.escapeIdentifier(database.database);
  const role = pg.escapeIdentifier(measuring);
  // With this commit the role itself is flushed: a server that restarts a moment later still has it.
  await client.query('SET synchronous_commit = local');
  await client.query(
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO ${role}`,
  );
  await client.query(grantsOn(pg.escapeLiteral(measuring)));
}

/** One block per object, so that an object of another owner, which we may not grant, hides no other. */
function grantsOn(measuring: string): string {
  return `
DO $grants$
DECLARE
  measuring CONSTANT name := ${measuring};
  granting text;
BEGIN
  FOR granting IN
    SELECT format(part.text, n.nspname, measuring)
    FROM pg_namespace AS n,
         (VALUES ('REVOKE CREATE ON SCHEMA %I FROM PUBLIC'), ('GRANT USAGE ON SCHEMA %I TO %I')) AS part (text)
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT format(
             CASE WHEN c.relkind = 'S' THEN 'GRANT USAGE, SELECT ON SEQUENCE %I.%I TO %I'
                  ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %I.%I TO %I' END,
             n.nspname, c.relname, measuring)
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  LOOP
    BEGIN
      EXECUTE granting;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE '%: %', granting, SQLERRM;
    END;
  END LOOP;
END
$grants$`;
}
