import { formatChange, formatCount, formatMs } from '../../rules/format-figures.ts';
import { codeBlock, codeSpan } from '../markdown/escape-markdown.ts';
import { paint } from '../words/ansi.ts';
import { diffText, SIGN_STYLES } from '../words/diff-line.ts';
import { mergedTreeLines } from '../words/plan-tree-lines.ts';
import { showLine } from '../words/visible-text.ts';
import type { PlanComparison } from './compare-plan-files.ts';

/** The formats of a comparison of two plans, by the name that `--format` takes. */
export const COMPARISON_FORMATS = {
  text: renderText,
  markdown: renderMarkdown,
  json: (comparison: PlanComparison) => `${JSON.stringify(comparison, null, 2)}\n`,
} as const satisfies Record<string, (comparison: PlanComparison, color: boolean) => string>;

function renderText(comparison: PlanComparison, color: boolean): string {
  const lines = mergedTreeLines(comparison.base.plan, comparison.head.plan).map((line) => {
    const style = SIGN_STYLES[line.sign];
    const text = `${line.sign} ${line.text}`.trimEnd();
    return color && style !== null ? paint(style, text) : text;
  });
  const { base, head } = comparison;
  return [
    `base ${showLine(base.file)}, head ${showLine(head.file)}`,
    ...figures(comparison),
    ...(lines.length === 0 ? [SAME] : ['', ...lines]),
    '',
  ].join('\n');
}

function renderMarkdown(comparison: PlanComparison): string {
  const { base, head } = comparison;
  const lines = mergedTreeLines(base.plan, head.plan).map(diffText);
  return [
    `base ${codeSpan(base.file)}, head ${codeSpan(head.file)}\n`,
    ...figures(comparison).map((line) => `- ${line}\n`),
    lines.length === 0 ? `\n${SAME}\n` : `\n${codeBlock('diff', lines)}`,
  ].join('');
}

const SAME = 'The plans do not differ.';

/** What was counted on both sides; nothing of a plan that was not executed. */
function figures({ base, head }: PlanComparison): string[] {
  if (!base.work || !head.work)
    return ['not executed on both sides, so no work is compared: EXPLAIN without ANALYZE'];
  const [from, to] = [base.plan.executionTime, head.plan.executionTime];
  return [
    `blocks ${both(base.work.blocks, head.work.blocks)}`,
    `rows processed ${both(base.work.rowsProcessed, head.work.rowsProcessed)}`,
    ...(base.work.tempBlocks + head.work.tempBlocks > 0
      ? [`temp blocks ${both(base.work.tempBlocks, head.work.tempBlocks)}`]
      : []),
    // Two single executions, on whatever machines: shown, never judged.
    ...(from !== undefined && to !== undefined
      ? [`execution time ${formatMs(from)} → ${formatMs(to)}, one run each`]
      : []),
  ];
}

function both(base: number, head: number): string {
  if (base === head) return `${formatCount(base)}, equal`;
  return `${formatCount(base)} → ${formatCount(head)}${base === 0 ? '' : ` (${formatChange(head / base)})`}`;
}
