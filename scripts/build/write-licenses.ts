import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the packages of WASM files do not say: the code of others that was compiled into them. */
const COMPILED_IN = ['libpg-query-wasm.txt', 'tree-sitter-wasm.txt'].map(
  (name) => new URL(name, import.meta.url),
);

/** Licences that allow the code to be passed on inside a bundle with its notice. */
const ALLOWED =
  /^\(?(MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|Unlicense|BlueOak-1\.0\.0)( (AND|OR) [\w.-]+)*\)?$/;

/**
 * Writes name, version, licence and notices of every package that the bundle was made of.
 * @param inputs files of the bundle, relative to `root`
 * @throws Error for a package whose licence is unknown or not one of the permissive ones
 */
export async function writeLicenses(root: string, inputs: readonly string[], file: string): Promise<void> {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const entries: string[] = [];
  for (const folder of folders) entries.push(await describePackage(join(root, folder)));
  // By name and version, so that where npm put a package makes no difference; a package that stands twice is named once.
  const sorted = [...new Set(entries)].sort((a, b) => (a < b ? -1 : 1));
  const intro = 'dist/ contains these packages. explain-gate itself is under the licence in LICENSE.\n';
  const compiledIn = await Promise.all(COMPILED_IN.map((notice) => readFile(notice, 'utf8')));
  await writeFile(file, [intro, ...sorted, ...compiledIn].join(`\n${'-'.repeat(80)}\n\n`));
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` → `node_modules/a/node_modules/@b/c`; null for our own files. */
function packageFolder(input: string): string | null {
  const parts = input.split('/');
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return null;
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join('/');
}

async function describePackage(folder: string): Promise<string> {
  const { name, version, ...manifest } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  // Old packages list them, as a choice.
  const license = manifest.license ?? manifest.licenses?.map(({ type }: { type: string }) => type).join(' OR ');
  if (typeof license !== 'string' || !ALLOWED.test(license)) {
    throw new Error(`${name} ${version} is under ${JSON.stringify(license)}; ${ALLOWED} may be bundled`);
  }
  const notices = (await readdir(folder)).filter((entry) => /^(licen[cs]e|notice|copying)/i.test(entry)).sort();
  const texts = await Promise.all(notices.map((notice) => readText(join(folder, notice))));
  return `${name} ${version} (${license})\n\n${texts.join('\n').trim() || `The package carries no text of its licence, ${license}.`}\n`;
}

async function readText(path: string): Promise<string> {
  return existsSync(path) ? (await readFile(path, 'utf8')).replaceAll('\r\n', '\n') : '';
}
