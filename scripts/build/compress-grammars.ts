import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { languages } from '../../src/sources/code/languages/index.ts';
import { locateInPackages } from '../../src/sources/code/read-grammar.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compress = promisify(brotliCompress);

/**
 * The highest quality, 11, takes 19 s for all grammars where this takes 0.7 s, and saves 110 kB of 1.1 MB. The window
 * is the largest, 16 MiB: a grammar repeats itself over megabytes.
 */
const PARAMETERS = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } as const;

/**
 * Writes tree-sitter's own WebAssembly and the grammar of every language that is read, compressed, to where the program
 * finds them beside the bundle. Returns the files that they were made of, relative to the project, for their licences.
 */
export async function compressGrammars(folder: string): Promise<readonly string[]> {
  const files = new Set(['web-tree-sitter.wasm', ...languages.map(({ grammar }) => grammar)]);
  const sources = [...files].map((file) => ({ file, path: locateInPackages(file) }));
  for (const { file, path } of sources) {
    const compressed = await compress(await readFile(path), { params: PARAMETERS });
    await writeFile(join(folder, `${file}.br`), compressed);
  }
  return sources.map(({ path }) => relative(root, path));
}
