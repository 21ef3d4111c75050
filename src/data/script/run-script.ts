import pg from 'pg';
import { loadParser } from '../../sql/parser.ts';
import type { DatabaseConnection } from '../connect-database.ts';
import { dataError } from '../describe-failure.ts';
import { leaveOutRole, type SharedRoles } from '../shared-roles.ts';
import { isCopyFromStdin } from './is-copy-from-stdin.ts';
import { judgeMetaCommand } from './judge-meta-command.ts';
import { lineOfCopyError, lineOfError } from './line-of-error.ts';
import { openPipeline } from './open-pipeline.ts';
import { readScript, type ScriptReader } from './read-script.ts';
import { refuseStatement } from './refuse-statement.ts';
import { ScriptFailure } from './script-failure.ts';
import type { MetaCommand, ScriptStatement } from './script-item.ts';
import { sendCopy } from './send-copy.ts';
import { isUnknownSetting } from './unknown-setting.ts';

/** A script to run, and on whose behalf. */
export interface ScriptRun {
  readonly stream: AsyncIterable<Buffer>;
  /** Line of the file that the stream begins on; undefined is the first. */
  readonly firstLine?: number;
  /** A transaction is open already, and is somebody else's to end. */
  readonly inTransaction?: boolean;
  /** Repository-relative path, for messages. */
  readonly file: string;
  readonly side: 'base' | 'head';
  readonly roles: SharedRoles;
  /** Told of what is left out and does no harm: `db/dump.sql:3: \timing is ignored`. */
  readonly note: (message: string) => void;
}

/**
 * Runs a script as `psql --set ON_ERROR_STOP=1 --file` does: statement by statement, each sent by itself, in the order
 * of the file, in its own transaction unless the file says BEGIN. Memory does not grow with the file.
 *
 * One error does not stop it: a SET of a parameter that this server does not know, outside of a transaction, as a
 * dump of a newer major has it, is noted and left out.
 * @returns the line on which it ends
 * @throws SchemaError with side, file, line and SQLSTATE
 */
export async function runScript(connection: DatabaseConnection, run: ScriptRun): Promise<number> {
  await loadParser();
  const reader = readScript(run.stream, run.firstLine);
  const line = { current: run.firstLine ?? 1 };
  try {
    await runItems(connection, reader, run, line);
    return reader.line;
  } catch (error) {
    const place = { side: run.side, file: run.file, line: line.current };
    if (error instanceof ScriptFailure) {
      throw dataError({ ...place, line: error.line }, error.message, { code: error.code, hint: error.hint });
    }
    throw dataError(place, error);
  } finally {
    await reader.close();
  }
}

async function runItems(
  connection: DatabaseConnection,
  reader: ScriptReader,
  run: ScriptRun,
  line: { current: number },
): Promise<void> {
  const { client } = connection;
  const fail = (statement: ScriptStatement, error: unknown): never => {
    line.current = error instanceof pg.DatabaseError ? lineOfError(error, statement) : statement.line;
    throw error;
  };
  const pipeline = openPipeline(client, fail);
  let openSince: number | undefined;
  try {
    for (;;) {
      const item = await reader.next(connection.reported('standard_conforming_strings') !== 'off');
      if (item === undefined) break;
      if (item.kind === 'meta-command') {
        obey(item, run);
        continue;
      }
      const leftOut = gate(item, run);
      if (leftOut !== undefined) {
        run.note(`${run.file}:${item.line} (${run.side}): ${leftOut}`);
        continue;
      }
      if (pipeline.takes(item)) {
        await pipeline.send(item);
        continue;
      }
      await pipeline.drain();
      if (isCopyFromStdin(item)) await runCopy(connection, reader, item, line);
      else {
        const unknown = await pipeline.sendAlone(item, (error) => isUnknownSetting(client, item, error));
        if (unknown)
          run.note(
            `${run.file}:${item.line} (${run.side}): left out, this server does not know it: ${item.text}`,
          );
      }
      requireUtf8(connection, item);
      openSince = client.getTransactionStatus() === 'I' ? undefined : (openSince ?? item.line);
    }
  } catch (error) {
    // A statement before it may have failed meanwhile, and comes first.
    if (error instanceof ScriptFailure) await pipeline.drain();
    throw error;
  }
  await pipeline.drain();
  if (openSince !== undefined && run.inTransaction !== true) {
    throw new ScriptFailure(
      openSince,
      'schema-open-transaction',
      'the transaction that begins here is not ended by COMMIT',
      'psql would roll it back at the end of the file.',
    );
  }
}

/** A note when the statement is left out. @throws ScriptFailure when it is refused */
function gate(statement: ScriptStatement, { roles }: ScriptRun): string | undefined {
  const refused = refuseStatement(statement.keywords);
  if (refused !== undefined) throw new ScriptFailure(statement.line, 'schema-refused', refused);
  return leaveOutRole(statement.text, statement.keywords, roles);
}

function obey(command: MetaCommand, run: ScriptRun): void {
  const verdict = judgeMetaCommand(command);
  const name = `\\${command.name}`;
  if (verdict.kind === 'refused') {
    throw new ScriptFailure(command.line, 'schema-meta-command', `${name} is refused: ${verdict.why}`);
  }
  if (verdict.kind === 'ignored') run.note(`${run.file}:${command.line} (${run.side}): ${name} is ignored`);
}

async function runCopy(
  { client }: DatabaseConnection,
  reader: ScriptReader,
  statement: ScriptStatement,
  line: { current: number },
): Promise<void> {
  try {
    await sendCopy(client, statement.text, reader.copyRows(statement.line));
  } catch (error) {
    line.current = statement.line;
    if (error instanceof pg.DatabaseError) {
      const first = statement.line + statement.text.split('\n').length;
      line.current = lineOfCopyError(error, first) ?? lineOfError(error, statement);
    }
    throw error;
  }
}

/** Statements are sent as UTF-8, whatever the session says. */
function requireUtf8(connection: DatabaseConnection, { line }: ScriptStatement): void {
  const encoding = connection.reported('client_encoding') ?? 'UTF8';
  if (encoding === 'UTF8' || encoding === 'SQL_ASCII') return;
  throw new ScriptFailure(
    line,
    'schema-not-utf8',
    `client_encoding is ${encoding}; scripts are read as UTF-8`,
    'Write the dump with pg_dump --encoding=UTF8.',
  );
}
