import { PAGE_SCRIPT, PAGE_STYLE } from './html/page-assets.generated.ts';
import type { Report } from './report-schema.ts';

/** Characters of JSON beyond which the cases of further queries are left out; a browser opens this in under a second. */
const SHOWN_CHARACTERS = 12_000_000;

/**
 * The report as one page that needs nothing else: no network, no server. The report stands in it as data; the page's own script shows
 * it as text only, and the content security policy lets no other script run. Cases of the slightest queries are left out when the
 * page would be too large, and it says so. Pure.
 */
export function renderHtml(report: Report): string {
  return [...writeHtml(report)].join('');
}

/** As `renderHtml`, in pieces: the whole of it need never be in memory at once. */
export function* writeHtml(report: Report): Generator<string, void, undefined> {
  const policy = [
    "default-src 'none'",
    `script-src '${PAGE_SCRIPT.hash}'`,
    `style-src '${PAGE_STYLE.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield `<!doctype html>
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
<script type="application/json" id="report">`;
  for (const piece of writePageData(report)) yield embed(piece);
  yield `</script>
<script>${PAGE_SCRIPT.text}</script>
</body>
</html>
`;
}

/** The report as `PageData` of page/main.ts. */
function* writePageData({ queries, ...report }: Report): Generator<string, void, undefined> {
  const cut: string[] = [];
  let room = SHOWN_CHARACTERS;
  yield `{"report":${JSON.stringify(report).slice(0, -1)},"queries":[`;
  for (const [index, query] of queries.entries()) {
    const whole = JSON.stringify(query);
    room -= whole.length;
    const isCut = room < 0 && query.cases.length > 0;
    if (isCut) cut.push(query.id);
    yield `${index === 0 ? '' : ','}${isCut ? JSON.stringify({ ...query, cases: [] }) : whole}`;
  }
  yield `]},"cut":${JSON.stringify(cut)}}`;
}

/** JSON that no parser of HTML or script sees an end, a comment or a line break in. */
function embed(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
