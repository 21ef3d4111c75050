import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** Markdown as GitHub's flavour of it makes HTML, raw HTML let through: what an escape misses shows as a tag. */
export function renderToHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/** The tags of HTML in order, with their attributes. */
export function tagsOf(html: string): readonly string[] {
  return html.match(/<[/!?a-z][^>]*>/giu) ?? [];
}

/** The text of HTML that GitHub searches for mentions and references: all but code. */
export function linkableText(html: string): string {
  return html
    .replaceAll(/<(code|pre)[^>]*>[\s\S]*?<\/\1>/gu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
}
