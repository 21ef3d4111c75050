// The page as a reader opens it: a file, in a real browser. Without a browser the tests are listed as skipped.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
import { caseOf, sampleReport } from '../report/sample-report.ts';
import { SAMPLE_REPORTS } from '../report/sample-reports.ts';
import { CHROMIUM, useBrowser } from './browser.ts';
import { steadyText } from './steady-text.ts';

const open = useBrowser();
const sample = (name: string): Report => {
  const report = SAMPLE_REPORTS[name];
  if (!report) throw new Error(`no sample ${name}`);
  return report;
};

/** A case with pairs as a run has them: always the same, never quite equal. */
function manyPairs(index: number) {
  const item = caseOf(
    index % 3 === 0 ? ['by-customer-index', 'by-customer-seq'] : ['join-hash', 'join-nested-loop'],
    [2, 9],
  );
  const times = (ms: number) =>
    Array.from({ length: 12 }, (_, pair) => ms * (1 + ((pair * 7 + index) % 5) / 40));
  return {
    ...item,
    base: item.base?.kind === 'measured' ? { ...item.base, executionMs: times(2) } : item.base,
    head: item.head?.kind === 'measured' ? { ...item.head, executionMs: times(9) } : item.head,
  };
}
const reportOf = (count: number) =>
  sampleReport(
    Array.from({ length: count }, (_, index) => ({
      name: `query${index}`,
      line: index + 1,
      head: `SELECT ${index} FROM orders`,
      movedBy: ['SQL text changed'],
      cases: [manyPairs(index)],
    })),
  );

describe.skipIf(CHROMIUM === undefined)('report.html', () => {
  // `npm run bench -- page` says how long that takes.
  test('of 500 queries draws one of them and a line for each, without a message or a request', async () => {
    const elements = async (queries: number) => {
      await using opened = await open(reportOf(queries));
      await opened.page.waitForSelector('main article');
      expect(await opened.page.locator('.queries li').count()).toBe(queries);
      expect([opened.messages, opened.requests]).toEqual([[], []]);
      return await opened.page.evaluate(() => document.querySelectorAll('*').length);
    };
    // What a reader waits for is what is drawn; by the clock it would depend on the machine.
    expect(((await elements(500)) - (await elements(100))) / 400).toBeLessThan(10);
  });

  test('shows both plans in aligned rows, the pairs, the diff of the text, and full plans when asked', async () => {
    await using opened = await open(reportOf(3));
    const { page } = opened;
    await page.getByRole('button', { name: /query1/u }).click();
    expect(await page.locator('.tree-row').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/Hash Join[\s\S]*Nested Loop/u)]),
    );
    expect(await page.locator('.plot .pair').count()).toBe(12);
    expect(await page.locator('pre .come').innerText()).toContain('+ SELECT 1 FROM orders');
    await page.getByText('Full plan of head').click();
    await page.waitForSelector('.full-plan .node');
    expect(await page.locator('.full-plan .node').count()).toBeGreaterThan(1);
    await page.locator('.full-plan .node summary').first().click();
    expect(await page.locator('.full-plan dt').allInnerTexts()).toContain('Shared Hit Blocks');
    expect(opened.messages).toEqual([]);
  });

  test('is read with the keyboard alone', async () => {
    await using opened = await open(sample('every-status'));
    const { page } = opened;
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.keyboard.press('/');
    await page.keyboard.type('betterquery');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('betterQuery');
    await page.keyboard.press('Enter');
    expect(await page.locator('h2').innerText()).toContain('betterQuery');
    expect(await focused()).toContain('betterQuery');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('query');
  });

  test('filters by text and by status, and says so when nothing is left', async () => {
    await using opened = await open(sample('every-status'));
    const { page } = opened;
    await page.getByRole('button', { name: /^inconclusive \d+$/u }).click();
    expect(await page.locator('.queries li').count()).toBe(2);
    await page.getByRole('searchbox').fill('nowhere');
    expect(await page.locator('nav').innerText()).toContain('No query is like that.');
  });

  test('copies the text of a query', async () => {
    await using opened = await open(sample('every-status'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Copy head' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('customer_id + 0 = $1');
  });

  test('nothing that a change holds becomes markup or runs', async () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>\u2028';
    const hostile = structuredClone(sample('hostile'));
    const planted = JSON.parse(
      JSON.stringify(
        sampleReport(
          [
            {
              name: evil,
              file: evil,
              base: evil,
              head: `${evil}2`,
              movedBy: [evil],
              cases: [{ ...manyPairs(0), name: evil, parameters: [evil] }],
            },
          ],
          { warnings: [evil], notChecked: [{ file: evil, reason: evil }] },
        ),
      ).replaceAll('Seq Scan', JSON.stringify(evil).slice(1, -1)),
    ) as Report;
    for (const report of [hostile, planted]) {
      await using opened = await open(report);
      const { page } = opened;
      await page.waitForSelector('main article');
      for (const fold of await page.locator('summary').all()) await fold.click();
      expect(await page.locator('img, iframe, object, embed, link, main script, nav script, a').count()).toBe(
        0,
      );
      expect([opened.messages, opened.requests]).toEqual([[], []]);
    }
  });

  test('has no script but its own: what is added is refused', async () => {
    await using opened = await open(sample('index-dropped'));
    await opened.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
    });
    expect(await opened.page.title()).toBe('explain-gate');
  });

  test.each(Object.keys(SAMPLE_REPORTS))('%s needs no sideways scrolling on a telephone', async (name) => {
    await using opened = await open(sample(name), { viewport: { width: 360, height: 740 } });
    for (const fold of await opened.page.locator('summary').all()) await fold.click();
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(opened.messages).toEqual([]);
  });
});

/**
 * So much of a picture may differ, of all pixels: the signs that no font of the tests has, and the smoothing of letters. A page in
 * which a line is missing or stands elsewhere differs by more.
 */
const TOLERANCE = 0.015;

describe.skipIf(CHROMIUM === undefined || process.platform !== 'linux')('as pictures', () => {
  test.each([
    ['light', 'index-dropped', 1200, 'light'],
    ['dark', 'every-status', 1200, 'dark'],
    ['telephone', 'index-dropped', 360, 'light'],
  ] as const)('%s', async (picture, name, width, colorScheme) => {
    await using opened = await open(sample(name), {
      ...{ viewport: { width, height: 900 }, colorScheme, bypassCSP: true },
    });
    await opened.page.waitForSelector('main article');
    await steadyText(opened.page);
    const taken = PNG.sync.read(await opened.page.screenshot());
    const file = new URL(`golden/${picture}.png`, import.meta.url);
    if (process.env['UPDATE_PICTURES'] || !existsSync(file)) {
      expect(process.env['CI'], `${file.pathname} is missing`).toBeUndefined();
      await writeFile(file, PNG.sync.write(taken));
      return;
    }
    const kept = PNG.sync.read(await readFile(file));
    expect([taken.width, taken.height]).toEqual([kept.width, kept.height]);
    const difference = new PNG({ width, height: taken.height });
    const pixels = pixelmatch(taken.data, kept.data, difference.data, width, taken.height, { threshold: 0.1 });
    if (pixels / (width * taken.height) > TOLERANCE) {
      const folder = new URL('../../out/pictures/', import.meta.url);
      await mkdir(folder, { recursive: true });
      await writeFile(new URL(`${picture}.png`, folder), PNG.sync.write(taken));
      await writeFile(new URL(`${picture}.difference.png`, folder), PNG.sync.write(difference));
    }
    expect(pixels / (width * taken.height)).toBeLessThan(TOLERANCE);
  });
});
