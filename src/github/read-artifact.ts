import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../errors.ts';

/** A report of more bytes than this is not read: 10,000 checked queries with plans of 15 nodes come to 92 MB (`npm run bench -- report`). */
export const LARGEST_REPORT_BYTES = 128 * 1024 * 1024;

/**
 * Text of the report that another job left in a folder. It was written by whoever wrote the pull request: it is taken only as a
 * regular file of bounded size in UTF-8.
 * @returns null when there is none: a job that was cancelled or failed early leaves no report
 * @throws SourceError naming the file and what was found
 */
export async function readArtifact(folder: string, fileName: string): Promise<string | null> {
  const path = join(folder, fileName);
  const file = await openPlain(path);
  if (file === null) return null;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw unreadable(path, 'it is no regular file');
    if (stat.size > LARGEST_REPORT_BYTES) {
      throw unreadable(path, `it has ${stat.size} bytes, and ${LARGEST_REPORT_BYTES} are allowed`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    throw unreadable(path, (cause as Error).message, cause);
  } finally {
    await file.close();
  }
}

/** A link could lead to any file that this job can read, and a pipe would never end. */
async function openPlain(path: string) {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw unreadable(path, code === 'ELOOP' ? 'it is a link' : message, cause);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): SourceError {
  return new SourceError(`${path} can not be read: ${reason}`, {
    code: 'report-unreadable',
    hint: 'Name the folder that the artifact with report.json was downloaded to.',
    cause,
  });
}
