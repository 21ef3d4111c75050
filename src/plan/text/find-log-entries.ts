/** A plan that auto_explain wrote into the server's log. */
export interface LogEntry {
  /** Line of the file on which the plan begins, from 1 on. */
  readonly line: number;
  /** The plan as text or JSON; lines as in the file from `line` on. */
  readonly text: string;
}

/** auto_explain.c, explain_ExecutorEnd: `duration: 12.345 ms  plan:`, at the end of a line of the log. */
const ENTRY = /\bduration: \d+(?:\.\d+)? ms {1,2}plan:\s*$/u;
const QUERY_TEXT = /^\s*Query Text:/u;
const QUERY_PARAMETERS = /^\s*Query Parameters:/u;

/**
 * The entries of auto_explain in a server's log of format stderr; empty when the text is no such log. The server begins every
 * further line of an entry with a tab.
 */
export function findLogEntries(text: string): readonly LogEntry[] {
  const lines = text.split(/\r\n|\r|\n/u);
  return lines.flatMap((line, index) => {
    if (!ENTRY.test(line)) return [];
    const body: string[] = [];
    for (const next of lines.slice(index + 1)) {
      if (!next.startsWith('\t') && body.length > 0) break;
      body.push(next.startsWith('\t') ? next.slice(1) : next);
    }
    return [{ line: index + 2, text: withoutQuery(body).join('\n') }];
  });
}

/** In text format the statement stands in front of the plan, over as many lines as it has; the plan begins with its figures. */
function withoutQuery(body: readonly string[]): readonly string[] {
  if (!QUERY_TEXT.test(body[0] ?? '')) return body;
  const root = body.findIndex((line) => / {2}\((?:cost=|actual )/u.test(line) && !/^\s*->/u.test(line));
  const begin =
    root >= 0 ? root : body.findLastIndex((line) => QUERY_TEXT.test(line) || QUERY_PARAMETERS.test(line)) + 1;
  return body.map((line, index) => (index < begin ? '' : line));
}
