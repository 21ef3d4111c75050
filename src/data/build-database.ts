import type { Progress } from '../progress.ts';
import { connectDatabase } from './connect-database.ts';
import type { DataStep } from './data-step.ts';
import type { DataTree } from './data-tree.ts';
import type { DatabaseServer } from './database-server.ts';
import { dataError } from './describe-failure.ts';
import { loadCsv } from './load-csv.ts';
import { openFile } from './open-file.ts';
import { runCommand } from './run-command.ts';
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
}

/**
 * Runs steps one after the other. Each file has a connection of its own, as each run of psql has: no setting of one
 * file reaches the next. @throws SchemaError for the first that fails
 */
export async function runSteps(
  target: DatabaseTarget,
  title: string,
  steps: readonly DataStep[],
): Promise<void> {
  if (steps.length === 0) return;
  target.progress.step(`${title} ${target.tree.side}`);
  for (const [done, step] of steps.entries()) {
    target.progress.advance(done, steps.length, step.kind === 'command' ? step.command : step.path);
    await runStep(target, step);
  }
  target.progress.advance(steps.length, steps.length);
}

async function runStep(target: DatabaseTarget, step: DataStep): Promise<void> {
  const { server, database, tree, roles, progress, signal } = target;
  const { side } = tree;
  if (step.kind === 'command') {
    const directory = await tree.directory();
    return runCommand({
      command: step.command,
      directory,
      side,
      connection: server.connection(database),
      signal,
    });
  }
  await using connection = await connectDatabase(server, database, signal);
  const { path: file } = step;
  try {
    if (step.kind === 'csv') await loadCsv(connection, tree, file);
    else {
      const note = (message: string) => progress.info(message);
      await runScript(connection, { stream: openFile(tree, file), file, side, roles, note });
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    // zlib's own: a file that is cut off, or not compressed at all.
    if (isZlibError(error))
      throw dataError({ side, file, line: 1 }, `not a gzip file, or cut off (${error.message})`, {
        code: 'schema-gzip',
      });
    throw error;
  }
}

function isZlibError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
  );
}
