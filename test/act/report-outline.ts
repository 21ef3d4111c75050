import type { Report } from '../../src/report/report-schema.ts';

/**
 * What does not depend on the clock: which queries were checked, who regressed by its work, and by how many blocks. Of two runs
 * on a busy machine one may find a query of equal blocks faster or slower, and says so in its status.
 */
export function outlineReport({ verdict, summary, queries }: Report) {
  return {
    verdict,
    checked: [summary.checked, summary.notAffected],
    queries: queries
      .map(({ id, movedBy, findings, cases }) => ({
        id,
        movedBy,
        findings: findings
          .filter(({ rule }) => rule !== 'slower')
          .map(({ rule, severity }) => [rule, severity]),
        blocks: cases.map(({ name, base, head }) => ({
          name,
          base: base && 'blocks' in base ? base.blocks : null,
          head: head && 'blocks' in head ? head.blocks : null,
        })),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
