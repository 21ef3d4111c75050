import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const { resolve } = createRequire(import.meta.url);

/** The fonts that pictures are taken with, wherever that is: family, file. */
const FONTS = [
  ['steady', 400, 'noto-sans/files/noto-sans-latin-400-normal.woff2'],
  ['steady', 700, 'noto-sans/files/noto-sans-latin-700-normal.woff2'],
  ['steady mono', 400, 'noto-sans-mono/files/noto-sans-mono-latin-400-normal.woff2'],
] as const;

/**
 * Gives a page the fonts of `FONTS` in place of the machine's own, and every sign that those lack (✅, →) a box of one size: then nothing
 * stands elsewhere on another machine, and only the insides of those boxes look different. The page's policy has to be bypassed.
 */
export async function steadyText(page: Page): Promise<void> {
  const faces = await Promise.all(
    FONTS.map(async ([family, weight, file]) => {
      const data = (await readFile(resolve(`@fontsource/${file}`))).toString('base64');
      return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}); }`;
    }),
  );
  await page.addStyleTag({
    content: `${faces.join('\n')}
      * { font-family: "steady" !important; text-rendering: geometricPrecision !important; -webkit-font-smoothing: antialiased; }
      code, code *, pre, pre * { font-family: "steady mono" !important; }
      .steady-sign { display: inline-block; width: 1.4em; height: 1em; overflow: hidden; line-height: 1; vertical-align: -0.15em; }`,
  });
  await page.evaluate(async () => {
    // What the Latin files hold, and what is drawn of it here.
    const foreign = /([^\p{ASCII}\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2026\u2212]\ufe0f?)/u;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      if (foreign.test(text.data) && text.parentElement?.closest('script, svg') === null) found.push(text);
    }
    for (const text of found) {
      const parts = text.data.split(foreign).map((part) => {
        if (!foreign.test(part)) return part;
        const box = document.createElement('span');
        box.className = 'steady-sign';
        box.textContent = part;
        return box;
      });
      text.replaceWith(...parts);
    }
    await document.fonts.ready;
  });
}
