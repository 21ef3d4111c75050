import type { Rule } from '../../src/rules/rule.ts';
import { toMarkdownTable } from './to-markdown-table.ts';

/** The table of rules, each linked to its page in `folder`. */
export function describeRules(rules: readonly Rule[], folder: string): string {
  return toMarkdownTable(
    ['rule', 'severity', 'what it finds', 'thresholds'],
    rules.map((rule) => [
      `[\`${rule.id}\`](${folder}/${rule.id}.md)`,
      rule.defaultSeverity,
      rule.title,
      Object.entries(rule.options)
        .map(([key, option]) => `\`${key}: ${option.parse(undefined) ?? 'not set'}\``)
        .join(', '),
    ]),
  );
}
