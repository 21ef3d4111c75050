import { dirname, join } from 'node:path/posix';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

/** A relative module's file: as it is named, with an extension, as TypeScript's source of it, or as a folder's index. */
export function javascriptModulePaths(module: string, from: string): readonly string[] {
  if (!module.startsWith('.')) return [];
  const path = join(dirname(from), module);
  const source = path.replace(/\.([mc]?)js(x?)$/, '.$1ts$2');
  const guesses = EXTENSIONS.flatMap((extension) => [`${path}${extension}`, `${path}/index${extension}`]);
  return [path, source, ...guesses].filter((candidate) => EXTENSIONS.some((e) => candidate.endsWith(e)));
}
