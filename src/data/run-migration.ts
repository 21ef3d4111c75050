import { loadParser } from '../sql/parser.ts';
import type { DatabaseConnection } from './connect-database.ts';
import type { FileStep, LineRange, MigrationTransaction, Placeholder } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import { dataError } from './describe-failure.ts';
import { isLoneStatement } from './script/is-lone-statement.ts';
import { readScript } from './script/read-script.ts';
import { runScript, type ScriptRun } from './script/run-script.ts';
import { ScriptFailure } from './script/script-failure.ts';
import { sendStatement } from './script/send-statement.ts';

/** A migration to run, and on whose behalf. */
export interface MigrationRun extends Omit<ScriptRun, 'stream'> {
  readonly tree: DataTree;
  readonly step: FileStep;
}

/**
 * Runs a migration as its tool does: its parts alone, with placeholders filled in, in the tool's transaction. It is in
 * memory as a whole, as it is in its tool's. @throws SchemaError with side, file, line and SQLSTATE
 */
export async function runMigration(connection: DatabaseConnection, run: MigrationRun): Promise<void> {
  const { tree, step, ...rest } = run;
  const { placeholders = [], parts, transaction = 'each-statement' } = step;
  const text = fillIn(await tree.read(step.path), placeholders, connection);
  const scripts = cutParts(text, parts);
  const { client } = connection;
  const inTransaction = await takesTransaction(scripts, transaction);
  if (inTransaction) await sendStatement(client, 'BEGIN');
  let line = 1;
  for (const { bytes, firstLine } of scripts) {
    line = await runScript(connection, { ...rest, stream: streamOf(bytes), firstLine, inTransaction });
  }
  // A file may have ended the transaction by itself.
  if (!inTransaction || client.getTransactionStatus() === 'I') return;
  try {
    await sendStatement(client, 'COMMIT');
  } catch (error) {
    // What is deferred is checked now.
    throw dataError({ side: run.side, file: run.file, line }, error);
  }
}

interface ScriptPart {
  readonly bytes: Buffer;
  /** Line of the file that it begins on. */
  readonly firstLine: number;
}

function cutParts(bytes: Buffer, parts: readonly LineRange[] | undefined): readonly ScriptPart[] {
  if (parts === undefined) return [{ bytes, firstLine: 1 }];
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return parts.map(({ first, last }) => ({
    bytes: bytes.subarray(starts[first - 1] ?? bytes.length, starts[last] ?? bytes.length),
    firstLine: first,
  }));
}

async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Looks at the statements before the first of them is sent. */
async function takesTransaction(
  scripts: readonly ScriptPart[],
  transaction: MigrationTransaction,
): Promise<boolean> {
  if (transaction === 'whole-file' || transaction === 'each-statement') return transaction === 'whole-file';
  await loadParser();
  let count = 0;
  for (const { bytes } of scripts) {
    const reader = readScript(streamOf(bytes));
    try {
      for (let item = await reader.next(true); item !== undefined; item = await reader.next(true)) {
        if (item.kind !== 'statement') continue;
        count += 1;
        if (transaction === 'unless-alone' && count > 1) return true;
        if (transaction === 'where-possible' && isLoneStatement(item)) return false;
      }
    } catch (error) {
      // What can't be read is told, with its line, when it is run.
      if (!(error instanceof ScriptFailure)) throw error;
      return true;
    } finally {
      await reader.close();
    }
  }
  return transaction === 'where-possible';
}

function fillIn(bytes: Buffer, placeholders: readonly Placeholder[], { client }: DatabaseConnection): Buffer {
  if (placeholders.length === 0) return bytes;
  let text = bytes.toString();
  for (const { token, value } of placeholders) {
    const escaped = token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    // A name that goes on is another name.
    const whole = new RegExp(/\w$/.test(token) ? `${escaped}(?!\\w)` : escaped, 'g');
    const filled =
      'text' in value ? value.text : ((value.of === 'database' ? client.database : client.user) ?? '');
    text = text.replace(whole, () => filled);
  }
  return Buffer.from(text);
}
