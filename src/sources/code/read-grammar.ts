import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/** Packages that prebuilt WASM files come from. */
const PACKAGES = [
  'web-tree-sitter',
  '@vscode/tree-sitter-wasm/wasm',
  '@tree-sitter-grammars/tree-sitter-kotlin',
] as const;

const decompress = promisify(brotliDecompress);

/**
 * The bytes of tree-sitter's own WASM file, or of a grammar's: compressed beside the bundle, or in its package when run
 * from source. Decompressing the largest takes 7 ms.
 * @throws Error when there is no such file, or it can't be decompressed
 */
export async function readGrammar(file: string): Promise<Buffer> {
  const beside = fileURLToPath(new URL(`${file}.br`, import.meta.url));
  return existsSync(beside) ? decompress(await readFile(beside)) : readFile(locateInPackages(file));
}

/**
 * Path of a WASM file in the package that it comes from.
 * @throws Error when no package has it
 */
export function locateInPackages(file: string): string {
  const { resolve } = createRequire(import.meta.url);
  for (const name of PACKAGES) {
    try {
      return resolve(`${name}/${file}`);
    } catch {
      // Not in that package, or the package is not there.
    }
  }
  throw new Error(`${file} is neither beside the program nor in node_modules`);
}
