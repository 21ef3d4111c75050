import type { Progress } from '../progress.ts';
import { connectDatabase, type DatabaseConnection } from './connect-database.ts';
import { type CommandStep, type DataStep, type FileStep, type GenerateStep, isFileStep } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import type { DatabaseServer } from './database-server.ts';
import { dataError } from './describe-failure.ts';
import { generateRows } from './generate/generate-rows.ts';
import { loadCsv } from './load-csv.ts';
import { openFile } from './open-file.ts';
import { runCommand } from './run-command.ts';
import { runMigration } from './run-migration.ts';
import { runScript } from './script/run-script.ts';
import type { SharedRoles } from './shared-roles.ts';

/** Where steps run. */
export interface DatabaseTarget {
  readonly server: DatabaseServer;
  readonly database: string;
  readonly tree: DataTree;
  readonly roles: SharedRoles;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** Tables that rows may be generated for, by quoted name with schema; undefined is all. */
  readonly mayGenerate?: ((table: string) => boolean) | undefined;
}

/**
 * Runs steps one after the other. Each file has a session of its own, as each run of psql has: no setting of one file
 * reaches the next. @throws SchemaError for the first that fails
 */
export async function runSteps(
  target: DatabaseTarget,
  title: string,
  steps: readonly DataStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const { tree, progress, signal } = target;
  progress.step(`${title} ${tree.side}`);
  let connection: DatabaseConnection | undefined;
  try {
    for (const [done, step] of steps.entries()) {
      progress.advance(done, steps.length, describeStep(step));
      const reusable = step.kind !== 'command' && ((await connection?.renew()) ?? false);
      if (!reusable) {
        await connection?.[Symbol.asyncDispose]();
        connection = undefined;
      }
      if (step.kind === 'command') await runStepCommand(target, step);
      else {
        connection ??= await connectDatabase(target.server, target.database, signal);
        if (step.kind === 'generate') await generate(connection, target, step);
        else await runFile(connection, target, step);
      }
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    await connection?.[Symbol.asyncDispose]();
  }
  progress.advance(steps.length, steps.length);
}

function describeStep(step: DataStep): string {
  if (isFileStep(step)) return step.path;
  return step.kind === 'command' ? step.command : step.key;
}

async function generate(
  { client }: DatabaseConnection,
  { server, tree, progress, mayGenerate }: DatabaseTarget,
  { key, options }: GenerateStep,
): Promise<void> {
  const { versionNumber } = server;
  await generateRows(client, options, { versionNumber, key, side: tree.side, progress, isWanted: mayGenerate });
}

async function runStepCommand(target: DatabaseTarget, { command }: CommandStep): Promise<void> {
  const { server, database, tree, signal } = target;
  const directory = await tree.directory();
  const { side, repository } = tree;
  const connection = server.connection(database);
  await runCommand({ command, directory, side, repository, connection, signal });
}

async function runFile(
  connection: DatabaseConnection,
  { tree, roles, progress }: DatabaseTarget,
  step: FileStep,
): Promise<void> {
  const { kind, path: file, transaction, parts, placeholders } = step;
  const { side } = tree;
  try {
    if (kind === 'csv') return await loadCsv(connection, tree, file);
    const note = (message: string) => progress.info(message);
    // Without any of these it runs as psql runs it, and may be of any size.
    if ((transaction ?? 'each-statement') === 'each-statement' && parts === undefined && !placeholders) {
      await runScript(connection, { stream: openFile(tree, file), file, side, roles, note });
    } else {
      await runMigration(connection, { tree, step, file, side, roles, note });
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw dataError({ side, file, line: 1 }, `not a gzip file, or cut off (${error.message})`, {
      code: 'schema-gzip',
    });
  }
}

/** Of a file that is cut off, or not compressed at all. */
function isZlibError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
  );
}
