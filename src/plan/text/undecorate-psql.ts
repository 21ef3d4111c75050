const RULE = /^\s*[-+|]*-{4,}[-+|]*\s*$/u;
const HEADING = /^[\s|]*QUERY PLAN[\s|]*$/u;
const COUNT = /^\s*\(\d+ rows?\)\s*$/u;
/** Of the expanded format, which has the heading in front of each row. */
const RECORD = /^-\[ RECORD \d+ \][-+]*$/u;
const RECORD_CELL = /^(?:QUERY PLAN| {10}) \| ?/u;

/**
 * Lines of psql without what it drew around them, each in its place; undefined when they are not psql's: it writes a heading, or a
 * rule, or the count of rows, unless it was told to write the bare value (psql's docs, `\pset`).
 */
export function undecoratePsql(lines: readonly string[]): readonly string[] | undefined {
  const plain = lines.map(drawWithAscii);
  if (plain.some((line) => RECORD.test(line)))
    return plain.map((line) => (RECORD.test(line) ? '' : endLine(line.replace(RECORD_CELL, ''))));
  if (!plain.some((line) => HEADING.test(line) || COUNT.test(line))) return undefined;
  const cells = withoutSession(plain).map((line) =>
    RULE.test(line) || HEADING.test(line) || COUNT.test(line)
      ? ''
      : (/^\s*\|(.*)\|\s*$/u.exec(line)?.[1] ?? line),
  );
  return joinWrapped(cells).map(endLine);
}

/** `\pset linestyle unicode`. */
function drawWithAscii(line: string): string {
  if (!/[\u2500-\u257f\u21b5\u2026]/u.test(line)) return line;
  return line
    .replace(/^[\u2500-\u257f]+$/u, (rule) => '-'.repeat(rule.length))
    .replace(/^\s*[\u2502\u2551]/u, '|')
    .replace(/[\u2502\u2551]\s*$/u, '|')
    .replace(/\u21b5(?=\s*\|?$)/u, '+')
    .replace(/\u2026(?=\|?$)/u, '.')
    .replace(/^(\|?)\u2026/u, '$1.');
}

/** What was typed and printed around the one output of a session. */
function withoutSession(lines: readonly string[]): readonly string[] {
  const begin = lines.findIndex((line) => HEADING.test(line));
  if (begin < 0 || lines.findLastIndex((line) => HEADING.test(line)) !== begin) return lines;
  const after = lines.findIndex((line, index) => index > begin && COUNT.test(line));
  const end = after < 0 ? lines.length : after;
  return lines.map((line, index) => (index < begin || index > end ? '' : line));
}

/** `\pset format wrapped`: a dot ends a line that goes on, and begins the next one in place of the cell's own space. */
function joinWrapped(cells: readonly string[]): readonly string[] {
  const joined: string[] = [...cells];
  let first = 0;
  cells.forEach((cell, index) => {
    const before = joined[first] ?? '';
    if (index === 0 || !before.endsWith('.')) {
      first = index;
      return;
    }
    joined[first] = before.slice(0, -1) + (cell.startsWith('.') ? cell.slice(1) : cell);
    joined[index] = '';
  });
  return joined;
}

/** A line that goes on ends in a "+" behind at least one space or at the end of the column. */
function endLine(line: string): string {
  return line.replace(/\s*\+\s*$/u, '').trimEnd();
}
