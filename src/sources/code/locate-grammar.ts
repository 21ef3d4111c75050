import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Packages that prebuilt WASM files come from; the build copies the files beside the bundle. */
const PACKAGES = [
  'web-tree-sitter',
  '@vscode/tree-sitter-wasm/wasm',
  '@tree-sitter-grammars/tree-sitter-kotlin',
] as const;

/** Path of tree-sitter's own WASM file, or of a grammar's: beside the bundle, or in its package when run from source. */
export function locateGrammar(file: string): string {
  const beside = fileURLToPath(new URL(file, import.meta.url));
  if (existsSync(beside)) return beside;
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
