import { decodeHTML } from 'entities';

/**
 * EXPLAIN's output as it came from the server, out of what psql, pgAdmin or a web page made of it: heading, rule and row count of
 * psql, borders, `+` at the end of a line that goes on, quotes around each line, HTML entities, no-break spaces. Lines stay in
 * their place: what is no part of the plan becomes an empty line.
 */
export function undecorate(text: string): string {
  const plain = /-&gt;|&quot;|&nbsp;/u.test(text) ? decodeHTML(text) : text;
  const lines = unquoteJson(plain.replace(/^\uFEFF/u, '').replaceAll('\u00a0', ' ')).split(/\r\n|\r|\n/u);
  return lines.map(isPsql(lines) ? undecoratePsql : unquote).join('\n');
}

const RULE = /^\s*[-+|]*-{4,}[-+|]*\s*$/u;
const HEADING = /^[\s|]*QUERY PLAN[\s|]*$/u;
const COUNT = /^\s*\(\d+ rows?\)\s*$/u;

/** psql writes a heading, or a rule, or the count of rows, unless it was told to write the bare value. */
function isPsql(lines: readonly string[]): boolean {
  return lines.some((line) => HEADING.test(line) || COUNT.test(line));
}

function undecoratePsql(line: string): string {
  if (RULE.test(line) || HEADING.test(line) || COUNT.test(line)) return '';
  const bordered = /^\s*\|(.*)\|\s*$/u.exec(line)?.[1];
  // A line that goes on ends in a "+" behind at least one space or at the end of the column.
  return unquote((bordered ?? line).replace(/\s*\+\s*$/u, '').trimEnd());
}

/** pgAdmin and CSV have each row in double quotes; the JSON format is one row of many lines. */
function unquoteJson(text: string): string {
  const [quoted, before = '', json = ''] =
    /^(\s*(?:"?QUERY PLAN"?\s)?\s*)"(\s*[[{][\s\S]*)"\s*$/u.exec(text) ?? [];
  return quoted === undefined ? text : `${before.replace(/\S/gu, ' ')}${json.replaceAll('""', '"')}`;
}

/** In text format each line is a row. */
function unquote(line: string): string {
  const quoted = /^"((?:[^"]|"")*)"$/u.exec(line.trimEnd())?.[1];
  return quoted === undefined || !/[A-Za-z{[}\]]/u.test(quoted) ? line : quoted.replaceAll('""', '"');
}
