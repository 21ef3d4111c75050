import { PAGE_SCRIPT, PAGE_STYLE } from './html/page-assets.generated.ts';
import type { QueryReport, Report } from './report-schema.ts';

/** Characters of JSON beyond which the cases of further queries are left out; a browser opens this in under a second. */
const SHOWN_CHARACTERS = 12_000_000;

/**
 * The report as one page that needs nothing else: no network, no server. The report stands in it as data; the page's own script shows
 * it as text only, and the content security policy lets no other script run. Cases of the slightest queries are left out when the
 * page would be too large, and it says so. Pure.
 */
export function renderHtml(report: Report): string {
  const policy = [
    "default-src 'none'",
    `script-src '${PAGE_SCRIPT.hash}'`,
    `style-src '${PAGE_STYLE.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>explain-gate</title>
<style>${PAGE_STYLE.text}</style>
</head>
<body>
<noscript>This page is shown by a script; report.md has the same without one.</noscript>
<script type="application/json" id="report">${embed(toPageData(report))}</script>
<script>${PAGE_SCRIPT.text}</script>
</body>
</html>
`;
}

function toPageData(report: Report) {
  const cut: string[] = [];
  let room = SHOWN_CHARACTERS;
  const queries = report.queries.map((query): QueryReport => {
    room -= JSON.stringify(query.cases).length;
    if (room >= 0 || query.cases.length === 0) return query;
    cut.push(query.id);
    return { ...query, cases: [] };
  });
  return { report: { ...report, queries }, cut };
}

/** JSON that no parser of HTML or script sees an end, a comment or a line break in. */
function embed(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
