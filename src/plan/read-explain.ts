import { isExplainObject, notAPlan } from './explain-fields.ts';
import { parseExplainJson } from './parse-explain-json.ts';
import type { Plan } from './plan.ts';
import { findLogEntries } from './text/find-log-entries.ts';
import { parseExplainText } from './text/parse-explain-text.ts';
import { undecorate } from './text/undecorate.ts';

/**
 * The one plan in a text: EXPLAIN's JSON or text format, as the server gave it, as psql or pgAdmin printed it, out of
 * auto_explain's log, or from a web page.
 * Throws SourceError with the line and what was found, when there is none, more than one, or it can't be read.
 */
export function readExplain(text: string): Plan {
  const entries = findLogEntries(text);
  const [entry] = entries;
  if (entries.length > 1)
    throw notAPlan(
      `${entries.length} plans of auto_explain, on lines ${entries
        .slice(0, 5)
        .map(({ line }) => line)
        .join(', ')}${entries.length > 5 ? ', …' : ''}; one is expected`,
    );
  // Lines keep their numbers: errors name those of the file.
  const found = entry ? `${'\n'.repeat(entry.line - 1)}${entry.text}` : undecorate(text);
  const start = found.trimStart();
  if (start === '') throw notAPlan('empty');
  if (start.startsWith('{') || start.startsWith('[')) return parseExplainJson(toJson(found));
  if (/^<explain\b|^<\?xml\b/u.test(start)) throw otherFormat('XML');
  if (/^- (?:Plan|Query Text):/u.test(start)) throw otherFormat('YAML');
  return parseExplainText(found);
}

function otherFormat(name: string): Error {
  return notAPlan(`EXPLAIN's ${name} format; JSON and text are read`);
}

/** Beside the object that EXPLAIN gives, the bare root node, and a driver's rows: `[{ "QUERY PLAN": [ … ] }]`. */
function toJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notAPlan(`not JSON: ${(cause as Error).message}`);
  }
  const [only] = Array.isArray(value) && value.length === 1 ? value : [value];
  if (!isExplainObject(only)) return value;
  if ('QUERY PLAN' in only) return only['QUERY PLAN'];
  return 'Node Type' in only && !('Plan' in only) ? { Plan: only } : value;
}
