import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { renderHtml } from '../../src/report/render-html.ts';
import { makeLargeReport } from './large-report.ts';

/** Where a browser stands. */
const BROWSER = process.env['EXPLAIN_GATE_CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Milliseconds until a browser has loaded report.html and drawn it, from a file, three times for each size. Without a browser there
 * are no figures, and it says so.
 */
export async function benchPage({ quick }: { readonly quick: boolean }): Promise<object> {
  if (!existsSync(BROWSER)) return { skipped: `no browser at ${BROWSER}` };
  const folder = await mkdtemp(join(tmpdir(), 'explain-gate-bench-'));
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const opened: object[] = [];
    for (const queries of quick ? [500] : [500, 10_000]) {
      const file = join(folder, `${queries}.html`);
      const html = renderHtml(makeLargeReport(queries));
      await writeFile(file, html);
      const completeMs: number[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(file).href);
        await page.waitForSelector('main article');
        const timing = await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.toJSON());
        completeMs.push(Math.round(timing?.domComplete));
        await page.close();
      }
      opened.push({ queries, bytes: Buffer.byteLength(html), completeMs });
    }
    return { opened };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
