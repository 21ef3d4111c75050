/** What differs from run to run or from machine to machine in a report, and what a golden file holds in its place. */
const VOLATILE: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // `(2.5 ms in 1 call)` of a trigger.
  [/\([\d.,]+ [mµ]?s in (\d+ calls?)\)/g, '(… in $1)'],
  // `time 19x (+1.6 ms)`, and with the interval and the number of pairs, behind a finding's figures.
  [/\btime [^(\n<|]*\([^)\n]* ms[^)\n]*\)(, but [^\n<]*)?/g, 'time …'],
  // `time 0.093 → 1.7 ms (19x)` in the heading of a case, and `time 0.18 ms` of a query that has one side only.
  [/\btime ([\d.,]+ ([mµ]?s )?→ )?[\d.,]+ [mµ]?s\b( \([^)\n]*\))?/g, 'time …'],
  // The same as a cell of the table.
  [/\| ([\d.,]+ ([mµ]?s )?→ )?[\d.,]+ [mµ]?s( \([^|\n]*\))? \|/g, '| … |'],
  // Whether time alone may fail depends on the machine, so the gravity of this rule does. What else is found decides the verdict.
  [/^- (❌|⚠️) `slower`/gm, '- … `slower`'],
  [/does not end within [^\n<]*/g, 'does not end within …'],
  [/^- PostgreSQL \d[^\n]*$/gm, '- PostgreSQL …'],
  [/^- time spent: [^\n]*$/gm, '- time spent: …'],
  [/^- settings: [^\n]*$/gm, '- settings: …'],
  [/^- (clock|control|machine): [^\n]*\n/gm, ''],
  [/^- no CPU clock: [^\n]*\n/gm, ''],
  // Where no core can be pinned, which is a matter of the machine.
  [/^- [^\n]*not held to one core[^\n]*\n/gm, ''],
];

/** A Markdown report without times, versions and settings; blocks, rows, plans and commit ids stay. */
export function normaliseMarkdown(markdown: string): string {
  return VOLATILE.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), markdown);
}
