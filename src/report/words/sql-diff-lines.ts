import { structuredPatch } from 'diff';
import type { QueryReport } from '../report-schema.ts';
import type { DiffLine } from './diff-line.ts';
import { showShort, showText } from './visible-text.ts';

/** Beyond these a diff is for a file viewer, not for a comment. */
const LIMITS = { characters: 40_000, edits: 400, lines: 60, lineCharacters: 240 } as const;

/** The SQL text of both sides as a diff of lines with three lines around; empty when the texts are equal or one side has none. */
export function sqlDiffLines({ sql: { base, head } }: Pick<QueryReport, 'sql'>): readonly DiffLine[] {
  if (base === null || head === null || base === head) return [];
  if (base.length + head.length > LIMITS.characters)
    return [{ sign: '@', text: 'the texts are too long to show here' }];
  const patch = structuredPatch('base', 'head', showText(base), showText(head), '', '', {
    context: 3,
    maxEditLength: LIMITS.edits,
  });
  if (!patch) return [{ sign: '@', text: 'the texts have little in common and are too long to show here' }];
  const lines = patch.hunks.flatMap((hunk, index): DiffLine[] => [
    ...(index === 0 ? [] : [{ sign: '@' as const, text: `line ${hunk.newStart}` }]),
    ...hunk.lines.filter((line) => !line.startsWith('\\')).map(toDiffLine),
  ]);
  return cutLines(lines);
}

/** The SQL text of head, or of base where head has none, as plain lines. */
export function sqlLines({ sql: { base, head } }: Pick<QueryReport, 'sql'>): readonly DiffLine[] {
  const text = showText((head ?? base ?? '').slice(0, LIMITS.characters));
  return cutLines(
    text.split('\n').map((line) => ({ sign: ' ', text: showShort(line, LIMITS.lineCharacters) })),
  );
}

function toDiffLine(line: string): DiffLine {
  const sign = line.charAt(0);
  return {
    sign: sign === '-' || sign === '+' ? sign : ' ',
    text: showShort(line.slice(1), LIMITS.lineCharacters),
  };
}

function cutLines(lines: readonly DiffLine[]): readonly DiffLine[] {
  if (lines.length <= LIMITS.lines) return lines;
  return [
    ...lines.slice(0, LIMITS.lines),
    { sign: '@', text: `and ${lines.length - LIMITS.lines} more lines` },
  ];
}
