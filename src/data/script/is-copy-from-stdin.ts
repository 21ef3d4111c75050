import { parseSql } from '../../sql/parser.ts';
import type { ScriptStatement } from './script-item.ts';

/** Whether the data of this statement stands behind it in the script. The parser must be loaded. */
export function isCopyFromStdin({ text, keywords }: ScriptStatement): boolean {
  if (keywords[0] !== 'copy') return false;
  const parsed = parseSql(text);
  const copy = parsed.ok ? (parsed.value[0]?.['CopyStmt'] as CopyNode | undefined) : undefined;
  // What does not parse is the server's to refuse.
  return copy?.is_from === true && copy.filename === undefined;
}

interface CopyNode {
  readonly is_from?: boolean;
  readonly filename?: string;
}
