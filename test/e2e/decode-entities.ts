/** Markdown with its numeric character references as the characters that a reader sees. */
export function decodeEntities(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
