import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { renderHtml } from '../../src/report/render-html.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../e2e/temporary-folder.ts';

/** The real browser that pages are opened in; undefined where there is none, and the tests are listed as skipped. */
export const CHROMIUM = [
  process.env['EXPLAIN_GATE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

/** A page that was opened, and everything that it said or asked for. */
export interface OpenedPage {
  readonly page: Page;
  readonly messages: readonly string[];
  readonly requests: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Call at the top of a test file: gives a function that opens a report's page from a file, as a reader does. */
export function useBrowser() {
  let browser: Awaited<ReturnType<typeof chromium.launch>> | undefined;
  let folder: TemporaryFolder | undefined;
  let count = 0;
  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    // A container's root may not make the sandbox; the pages are our own. Letters are drawn by the font alone, not by what the
    // machine prefers.
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'],
    });
    folder = await makeTemporaryFolder();
  });
  afterAll(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });
  return async (report: Report, options: BrowserContextOptions = {}): Promise<OpenedPage> => {
    if (!browser || !folder) throw new Error('no browser');
    count += 1;
    const file = join(folder.path, `report-${count}.html`);
    await writeFile(file, renderHtml(report));
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const messages: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(String(error)));
    page.on('dialog', (dialog) => {
      messages.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) requests.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, messages, requests, [Symbol.asyncDispose]: () => context.close() };
  };
}
