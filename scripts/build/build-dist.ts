import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compressGrammars } from './compress-grammars.ts';
import { writeLicenses } from './write-licenses.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** CommonJS packages in an ES module ask for these three; the names are ours, so that no package's own can clash. */
const COMMONJS_BANNER = `
import { createRequire as __gateCreateRequire } from 'node:module';
import { fileURLToPath as __gateFileURLToPath } from 'node:url';
import { dirname as __gateDirname } from 'node:path';
const require = __gateCreateRequire(import.meta.url);
const __filename = __gateFileURLToPath(import.meta.url);
const __dirname = __gateDirname(__filename);
`.trim();

/** Of the manifest only the version is bundled: a new script or test tool in it does not change dist/. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (dirname(path) !== dirname(join(root, 'package.json'))) return undefined;
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Makes `folder` anew: the two entries with everything that they import, PostgreSQL's parser, the grammars of programming
 * languages, and the licences of all of it. The same sources, lock file and Node give the same bytes.
 */
export async function buildDist(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli.ts', 'src/action.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // Native parts are for speed only, and each package goes on without its own.
    external: ['*.node', 'cpu-features', 'pg-native'],
    banner: { js: COMMONJS_BANNER },
    chunkNames: '[name]-[hash]',
    // Names are kept: a stack that a user sends has to be readable.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [versionOnly],
  });
  // Emscripten's loader looks for it in the folder of the file that it stands in, which is the bundle's.
  await copyFile(require.resolve('libpg-query/wasm/libpg-query.wasm'), join(folder, 'libpg-query.wasm'));
  const grammars = await compressGrammars(folder);
  // The bundle is ES modules; a folder above without a package.json, or with another "type", must not change that.
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
  const inputs = [...Object.keys(metafile.inputs), ...grammars];
  await writeLicenses(root, inputs, join(folder, 'THIRD_PARTY_LICENSES'));
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return { files: names.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
