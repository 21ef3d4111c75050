import { readSources } from '../../../src/sources/read-sources.ts';
import type { Fragments } from '../../../src/sources/source.ts';
import type { Statement } from '../../../src/sql/statement.ts';
import { makeMemoryTree } from './memory-tree.ts';

const nothing = makeMemoryTree({});

/** The statements of programs, by path. */
export async function readPrograms(
  files: Readonly<Record<string, string | Buffer>>,
  fragments: Fragments = {},
): Promise<readonly Statement[]> {
  const globs = { include: ['**'], exclude: [] };
  const { head, skipped } = await readSources(nothing, makeMemoryTree(files), globs, { fragments });
  if (skipped.length > 0) throw new Error(`skipped: ${JSON.stringify(skipped)}`);
  return head;
}

/** The statements of one TypeScript program. */
export function readProgram(text: string, fragments: Fragments = {}): Promise<readonly Statement[]> {
  return readPrograms({ 'src/program.ts': text }, fragments);
}
