import { readScript } from '../../../src/data/script/read-script.ts';
import type { ScriptItem } from '../../../src/data/script/script-item.ts';

/** What a reader hands out for a script; the data of every COPY is read where it stands. */
export type ReadItem = ScriptItem | { readonly kind: 'rows'; readonly text: string };

/** Reads a script that arrives in chunks of the given sizes, over and over. */
export async function readItems(
  script: string | Buffer,
  { sizes = [65_536], standardStrings = true, copies = false } = {},
): Promise<readonly ReadItem[]> {
  const reader = readScript(inChunks(Buffer.from(script), sizes));
  const items: ReadItem[] = [];
  for (let item = await reader.next(standardStrings); item; item = await reader.next(standardStrings)) {
    items.push(item);
    if (!copies || item.kind !== 'statement' || item.keywords[0] !== 'copy') continue;
    const rows: Buffer[] = [];
    for await (const chunk of reader.copyRows(item.line)) rows.push(chunk);
    items.push({ kind: 'rows', text: Buffer.concat(rows).toString() });
  }
  return items;
}

/** The texts of the statements alone. */
export async function readTexts(
  script: string,
  options?: Parameters<typeof readItems>[1],
): Promise<readonly string[]> {
  return (await readItems(script, options)).map((item) => ('text' in item ? item.text : `\\${item.name}`));
}

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
