// Writes what the documents take from the sources. With --check nothing is written, and a file that is not as it would be
// written is an error.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { listGeneratedFiles } from './generate/list-generated-files.ts';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const { path, content } of await listGeneratedFiles(root)) {
  const file = new URL(path, root);
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present === content) continue;
  stale.push(path);
  if (!check) await writeFile(file, content);
}

if (check && stale.length > 0) {
  console.error(`Not up to date: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : `Up to date, in ${fileURLToPath(root)}`);
}
