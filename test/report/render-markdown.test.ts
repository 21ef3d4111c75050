import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { linkableText, renderToHtml, tagsOf } from './render-to-html.ts';
import { caseOf, type SampleQuery, sampleReport } from './sample-report.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** A report in which every text that a pull request or a database decides is made by `text`. */
function reportOf(text: (part: string) => string): Report {
  const plan = caseOf(['by-customer-index', 'by-customer-seq'], [1, 9], {
    name: text('case'),
    parameters: [text('value'), null],
  });
  const planDiffOf = (report: Report): Report => ({
    ...report,
    queries: report.queries.map((query) => ({
      ...query,
      cases: query.cases.map((item) => ({
        ...item,
        planDiff: item.planDiff.map((change) => ({
          ...change,
          from: text('from'),
          to: text('to'),
          detail: text('detail'),
        })),
      })),
    })),
  });
  const failed = { ...plan, head: { kind: 'failed', sqlState: '42P01', message: text('message') } } as const;
  return planDiffOf(
    sampleReport(
      [
        {
          name: text('regressed'),
          file: text('file'),
          base: `A\n${text('base')}`,
          head: `B\n${text('head')}`,
          movedBy: [text('cause')],
          cases: [plan],
        },
        { name: text('failed'), file: text('other'), cases: [failed] },
        { name: text('unknown'), failure: { kind: 'error', message: text('failure') } },
        { name: text('gone'), head: null },
        {
          name: text('new'),
          base: null,
          head: `C\n${text('sql')}`,
          cases: [{ ...plan, base: null, time: null }],
        },
      ],
      {
        head: { ref: text('ref'), sha: null },
        environment: {
          provider: text('provider'),
          serverVersion: text('version'),
          settings: { [text('setting')]: text('value') },
        },
        databases: { how: text('how'), reasons: [text('reason')] },
        notChecked: [{ file: text('unread'), reason: text('why') }],
        warnings: [text('warning')],
      },
    ),
  );
}

const MARKS = [
  '`',
  '``',
  '```',
  '~~~',
  '|',
  '\\',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '$',
  '$$',
  '<',
  '>',
  '&',
  '&amp;',
  '&#64;',
  '"',
  "'",
  '[',
  ']',
  '(',
  ')',
  '](http://x.example)',
  '![',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '# ',
  '- ',
  '1. ',
  '> ',
  '@team',
  '@',
  '#1',
  '#',
  'GH-1',
  'o/r#2',
  'https://x.example',
  'www.x.example',
  'a@x.example',
  '<b>',
  '</b>',
  '<img src=x>',
  '<script>',
  '</script>',
  '<!--',
  '-->',
  '</details>',
  '</summary>',
  '<details open>',
  '</code>',
  '</pre>',
  '<![CDATA[',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ud800',
  '🐘',
  'é',
  'x',
  'select',
  ':---:',
  '---',
  '===',
  '^',
  '[^1]',
  ':tada:',
];
const hostile = fc.array(fc.constantFrom(...MARKS), { maxLength: 12 }).map((parts) => parts.join(''));

describe('text from a pull request stays text', () => {
  const plain = tagsOf(renderToHtml(renderMarkdown(reportOf((part) => part))));

  test('no mark that it holds makes a tag, ends one, or adds a cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        // A blank name would be nothing to see; the letter keeps two texts apart that must differ.
        const html = renderToHtml(renderMarkdown(reportOf((part) => `${text}${part.charAt(0)}`)));
        expect(tagsOf(html)).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  test('nor when it is all there is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderToHtml(renderMarkdown(reportOf(() => text)));
        expect(tagsOf(html).filter((tag) => !plain.includes(tag))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('nobody is mentioned, nothing is referred to, no address is linked', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderToHtml(renderMarkdown(reportOf((part) => `${text}${part}`)));
        const shown = linkableText(html);
        expect(shown).not.toMatch(/@[a-z0-9]|#\d|GH-\d|:\/\/|www\./iu);
        expect(html).not.toContain('<a ');
      }),
      { numRuns: 150 },
    );
  });

  test('nothing is hidden, reordered or obeyed by a terminal', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = renderMarkdown(reportOf((part) => `${text}${part}`));
        expect(markdown.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u206f]/u,
        );
      }),
    );
  });
});

describe('the length', () => {
  const many = (count: number, text: string): SampleQuery[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `query${index}${text}`,
      file: `queries/${text}.sql`,
      line: index,
      base: `SELECT ${index}\n${text}`,
      head: `SELECT ${index + 1}\n${text}`,
      movedBy: [`index ${text} dropped`],
      cases: ['a', 'b', 'c'].map((name) =>
        caseOf(['join-three', 'join-three-forced-order'], [1, 9], { name, parameters: [text] }),
      ),
    }));
  const unknown = (count: number, text: string): SampleQuery[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `unknown${index}`,
      failure: { kind: 'error', message: text },
    }));

  test.each([
    ['of nothing', [], 60_000],
    ['of a few queries', many(3, 'x'), 60_000],
    ['of 400 queries', many(400, 'x'), 60_000],
    ['of 400 queries in little room', many(400, 'x'), 8000],
    ['of long foreign text', many(30, '@|`<é🐘'.repeat(3000)), 60_000],
    [
      'of long foreign text in little room',
      [...many(30, '@|`<é🐘'.repeat(3000)), ...unknown(50, '|'.repeat(999))],
      16_000,
    ],
    ['of much that was not measured', unknown(400, '@team\n'.repeat(999)), 60_000],
  ])('%s keeps within the limit', (_, samples, limit) => {
    const markdown = renderMarkdown(sampleReport(samples), { limit });
    expect(bytes(markdown)).toBeLessThanOrEqual(limit);
    expect(markdown).toContain('explain-gate');
    expect(tagsOf(renderToHtml(markdown)).filter((tag) => tag.startsWith('<details'))).toHaveLength(
      tagsOf(renderToHtml(markdown)).filter((tag) => tag === '</details>').length,
    );
  });

  test('what is left out is counted', () => {
    const markdown = renderMarkdown(sampleReport(many(400, 'x')), { limit: 20_000 });
    const folds = markdown.match(/^<details[^>]*><summary>.*query\d+x/gmu)?.length ?? 0;
    const [, left = '0'] = markdown.match(/Left out for length: (\d+) queries in detail/u) ?? [];
    expect(folds).toBeGreaterThan(0);
    expect(folds + Number(left)).toBe(400);
    expect(markdown).toContain('… and 375 more');
    expect(markdown).toContain('**400 of 400 queries regressed.**');
  });

  test('without a limit of its own it fits into a comment of GitHub', () => {
    expect(bytes(renderMarkdown(sampleReport(many(400, 'x'))))).toBeLessThan(65_536);
  });
});

test('a place is linked where an address is given, and the address can not end the link', () => {
  const report = SAMPLE_REPORTS['index-dropped'] ?? sampleReport([]);
  const links = () => 'https://github.com/o/r/blob/sha/a b(c)|<d>.sql#L1';
  const html = renderToHtml(renderMarkdown(report, { links }));
  const hrefs = tagsOf(html).filter((tag) => tag.startsWith('<a '));
  expect(hrefs).toHaveLength(3);
  expect(new Set(hrefs)).toEqual(
    new Set(['<a href="https://github.com/o/r/blob/sha/a%20b%28c%29%7C%3Cd%3E.sql#L1">']),
  );
});

test('a regression names the query, its place, what moved it, and blocks on both sides', () => {
  const markdown = renderMarkdown(SAMPLE_REPORTS['index-dropped'] ?? sampleReport([]));
  for (const part of [
    'ordersByCustomer',
    'queries/orders.sql:12',
    'index orders_customer_id_idx dropped',
    '7 → 128',
  ]) {
    expect(markdown).toContain(part);
  }
});
