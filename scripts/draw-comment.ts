// Draws the comment of a report as GitHub shows it: `npm run draw-comment [REPORT.md]` writes docs/comment.png.
// Needs `chromium` (or CHROMIUM=path); by default it draws the first pull request of `npm run demo`.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = process.argv[2] ?? join(root, 'out/demo/drop-index/report.md');
const page = join(root, 'out/comment.html');
const picture = join(root, 'docs/comment.png');

/** Pixels; a comment is about this wide, and the folds that are open fill this height. */
const SIZE = { width: 900, height: 940 };

const style = await readFile(
  fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css')),
  'utf8',
);
const body = micromark(await readFile(report, 'utf8'), {
  allowDangerousHtml: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
});
const diffColours = `
  document.querySelectorAll('code.language-diff').forEach((code) => {
    code.innerHTML = code.innerHTML.split('\\n').map((line) => {
      const colour = line.startsWith('+') ? '#dafbe1' : line.startsWith('-') ? '#ffebe9' : line.startsWith('@') ? '#ddf4ff' : '';
      return colour ? '<span style="background:' + colour + '">' + line + '</span>' : line;
    }).join('\\n');
  });`;
await writeFile(
  page,
  `<!doctype html><meta charset="utf-8"><style>${style}
  body { margin: 0; padding: 16px; font-family: sans-serif } .comment { border: 1px solid #d1d9e0; border-radius: 6px; padding: 16px }
  </style><article class="comment markdown-body">${body}</article><script>${diffColours}</script>`,
);
const options = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'];
await promisify(execFile)(process.env['CHROMIUM'] ?? 'chromium', [
  ...options,
  '--disable-background-networking',
  `--window-size=${SIZE.width},${SIZE.height}`,
  `--screenshot=${picture}`,
  `file://${page}`,
]);
await rm(page);
console.log(`Drawn: ${picture}`);
