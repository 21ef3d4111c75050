import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Where the bundled page stands, for `render-html.ts`. */
export const PAGE_ASSETS_FILE = 'src/report/html/page-assets.generated.ts';

/** The script and the style of report.html as a module of two texts, with the hashes that its content security policy names. */
export async function buildPageAssets(root: URL): Promise<string> {
  const bundle = async (entry: string) => {
    const { outputFiles } = await build({
      absWorkingDir: fileURLToPath(root),
      entryPoints: [entry],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: ['chrome123', 'firefox120', 'safari17.5'],
      legalComments: 'inline',
      charset: 'ascii',
    });
    return (outputFiles[0]?.text ?? '').trim();
  };
  const [script, style] = [await bundle('src/page/main.ts'), await bundle('src/page/page.css')];
  return [
    '// Generated from src/page by `npm run generate`.',
    '',
    ...asset('PAGE_SCRIPT', 'The script of report.html.', script),
    ...asset('PAGE_STYLE', 'The style of report.html.', style),
  ].join('\n');
}

function asset(name: string, title: string, text: string): string[] {
  const hash = createHash('sha256').update(text).digest('base64');
  return [
    `/** ${title} */`,
    `export const ${name} = {`,
    `  hash: 'sha256-${hash}',`,
    `  text: ${JSON.stringify(text)},`,
    '} as const;',
    '',
  ];
}
