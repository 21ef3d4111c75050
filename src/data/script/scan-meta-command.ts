import { ASCII, isSpace } from './bytes.ts';
import { decodeText } from './decode-text.ts';
import type { ScanState } from './scan-state.ts';
import type { MetaCommand } from './script-item.ts';

/**
 * The meta-command at the backslash where the scan stands, and moves behind it: to the end of the line, or to the next
 * backslash that is not quoted. Undefined when the window cuts its line. The name goes to white space or a backslash,
 * as in psql.
 */
export function scanMetaCommand(bytes: Buffer, state: ScanState, atEnd: boolean): MetaCommand | undefined {
  const at = state.position + 1;
  const lineEnd = bytes.indexOf(ASCII.lineFeed, at);
  if (lineEnd < 0 && !atEnd) return undefined;
  const limit = lineEnd < 0 ? bytes.length : lineEnd;
  let nameEnd = at;
  while (nameEnd < limit && !isSpace(bytes[nameEnd] ?? 0) && bytes[nameEnd] !== ASCII.backslash) nameEnd += 1;
  // `\\` only separates a meta-command from what follows on its line.
  const separator = nameEnd === at && bytes[at] === ASCII.backslash;
  const end = separator ? at + 1 : findArgumentEnd(bytes, nameEnd, limit);
  const { line } = state;
  state.position = end;
  return {
    kind: 'meta-command',
    name: separator ? '\\' : decodeText(bytes.subarray(at, nameEnd), line),
    argument: separator ? '' : decodeText(bytes.subarray(nameEnd, end), line).trim(),
    line,
    insideStatement: state.start >= 0,
  };
}

function findArgumentEnd(bytes: Buffer, from: number, limit: number): number {
  let quote = 0;
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at] ?? 0;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
      else if (byte === ASCII.backslash) at += 1;
    } else if (byte === ASCII.quote || byte === ASCII.doubleQuote) quote = byte;
    else if (byte === ASCII.backslash) return at;
  }
  return limit;
}
