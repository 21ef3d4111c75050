import {
  formatBytes,
  formatChange,
  formatCount,
  formatExponent,
  formatMs,
  formatNumberOf,
} from '../../rules/format-figures.ts';
import { growsWithTable } from '../../rules/grows-with-table.ts';
import type { CaseReport, SideReport } from '../report-schema.ts';
import { isMeasured } from './case-figures.ts';
import { showLine } from './visible-text.ts';

/** Most relations whose growth is told. */
const SHOWN_RELATIONS = 3;

/**
 * What else is known of a case, a line each: its WAL, what was not counted, how its work grows, and what that means in production. `findings`
 * are those that are told of the case: what one of them says of the growth is not said again.
 */
export function caseNotes(
  { base, head, growth }: CaseReport,
  findings: readonly { readonly rule: string }[] = [],
): string[] {
  const side = [head, base].filter(isMeasured).find(({ uncounted }) => uncounted !== undefined);
  return [
    ...walNotes(base, head),
    ...(side?.uncounted === undefined
      ? []
      : [`constraints that are deferred are not counted: at once they fail (${showLine(side.uncounted)})`]),
    ...(growth && !findings.some(({ rule }) => rule === growsWithTable.id) ? growthNotes(growth) : []),
  ];
}

/** Records are padded, and other sessions of a server write too: a smaller change of WAL is no news. */
const TOLD_WAL_CHANGE = 0.1;

/** WAL of a new write, and where it is another than on base. */
function walNotes(base: SideReport, head: SideReport): string[] {
  if (!isMeasured(head)) return [];
  const before = isMeasured(base) ? base.walBytes : null;
  if (Math.abs(head.walBytes - (before ?? 0)) <= (before ?? 0) * TOLD_WAL_CHANGE) return [];
  const change = before === null || before === 0 ? '' : ` (${formatChange(head.walBytes / before)})`;
  const from = before === null ? '' : `${formatBytes(before)} → `;
  return [`WAL ${from}${formatBytes(head.walBytes)}${change}`];
}

function growthNotes({ relations, projected }: NonNullable<CaseReport['growth']>): string[] {
  const told = relations.flatMap(({ relation, rows, blocks, exponent }) =>
    exponent === null
      ? []
      : [
          `${showLine(relation)}: rows ${formatCount(rows.tenth)} → ${formatCount(rows.all)}, blocks ${formatCount(blocks.tenth)} → ${formatCount(blocks.all)}, exponent ${formatExponent(exponent)}`,
        ],
  );
  const unknown = relations.flatMap(({ relation, rows, exponent }) =>
    exponent === null ? [`${showLine(relation)} (${formatNumberOf(rows.all, 'row')})`] : [],
  );
  const sizes = relations.flatMap(({ relation, productionRows }) =>
    productionRows === null ? [] : [`${formatNumberOf(productionRows, 'row')} of ${showLine(relation)}`],
  );
  return [
    ...(told.length === 0 ? [] : [`growth from a tenth of the data: ${cut(told).join('; ')}`]),
    ...(unknown.length === 0
      ? []
      : [`growth is not known where a tenth of the data is too like all of it: ${cut(unknown).join(', ')}`]),
    ...(projected === null
      ? []
      : [
          `projected at ${cut(sizes).join(', ')}: ${formatNumberOf(projected.blocks, 'block')}, time ${formatMs(projected.ms)}`,
        ]),
  ];
}

function cut(texts: readonly string[]): string[] {
  const left = texts.length - SHOWN_RELATIONS;
  return [...texts.slice(0, SHOWN_RELATIONS), ...(left > 0 ? [`and ${left} more`] : [])];
}
