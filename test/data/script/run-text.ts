import { connectDatabase } from '../../../src/data/connect-database.ts';
import type { DatabaseServer } from '../../../src/data/database-server.ts';
import { runScript } from '../../../src/data/script/run-script.ts';
import { noSharedRoles } from '../../../src/data/shared-roles.ts';

/** Runs a text as the script `db/seed.sql` of head; gives the notes. */
export async function runText(
  server: DatabaseServer,
  database: string,
  text: string | Buffer,
): Promise<readonly string[]> {
  await using connection = await connectDatabase(server, database);
  const notes: string[] = [];
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  const note = (message: string) => void notes.push(message);
  await runScript(connection, { stream, file: 'db/seed.sql', side: 'head', roles: noSharedRoles(), note });
  return notes;
}
