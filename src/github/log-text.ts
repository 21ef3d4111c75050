/**
 * Text as one line of a job's log. The runner obeys lines that start with `::` and lines that hold `##[`, whoever wrote
 * them; names, messages and SQL come from a pull request, so neither may get through.
 */
export function toLogLine(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must go
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
      .replaceAll('##[', '## [')
      .replace(/^\s*::/, '·:: ')
  );
}

/** The same for text of several lines, which stay lines. */
export function toLogText(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(toLogLine)
    .join('\n');
}
