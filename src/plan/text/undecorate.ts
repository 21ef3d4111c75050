import { decodeHTML } from 'entities';
import { undecoratePsql } from './undecorate-psql.ts';

/**
 * EXPLAIN's output as it came from the server, out of what psql, pgAdmin or a web page made of it: heading, rule and row count of
 * psql, borders, lines that it wrapped, `+` at the end of a line that goes on, quotes around each line, HTML entities, no-break
 * spaces, the fence of a markdown block. Lines stay in their place: what is no part of the plan becomes an empty line.
 */
export function undecorate(text: string): string {
  const bare = text.replace(/^\uFEFF/u, '');
  const inner = readJsonString(bare) ?? bare;
  const plain = /-&gt;|&quot;|&nbsp;/u.test(inner) ? decodeHTML(inner) : inner;
  const lines = unquoteJson(plain.replaceAll('\u00a0', ' ')).split(/\r\n|\r|\n/u);
  const unfenced = lines.map((line) => (FENCE.test(line) ? '' : line));
  return (undecoratePsql(unfenced) ?? unfenced).map(unquote).join('\n');
}

const FENCE = /^\s*(?:`{3,}|~{3,})\w*\s*$/u;

/** A program that logged the output as one JSON string. */
function readJsonString(text: string): string | undefined {
  if (!/^\s*"/u.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
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
