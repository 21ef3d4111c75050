import { decodeQueryFile, refuseSize } from './decode-query-file.ts';
import { sources } from './index.ts';
import type { Source, SourceTree } from './source.ts';

/** Asks of a file that is equal on both sides whether its statements can differ all the same. */
export async function findPossiblyMoved(
  base: SourceTree,
  head: SourceTree,
): Promise<(file: string, source: Source) => Promise<boolean>> {
  const changed = [...new Set([...base.files(), ...head.files()])].filter(
    (file) => base.contentId(file) !== head.contentId(file),
  );
  const sorters = new Map<Source, ((text: string) => boolean) | null>();
  for (const source of sources as readonly Source[]) {
    sorters.set(source, (await source.findMovedByOthers?.(changed, { base, head })) ?? null);
  }
  return async (file, source) => {
    const mayBeMoved = sorters.get(source) ?? null;
    if (mayBeMoved === null || refuseSize(await head.size(file)) !== null) return false;
    const decoded = decodeQueryFile(await head.read(file));
    return 'text' in decoded && mayBeMoved(decoded.text);
  };
}
