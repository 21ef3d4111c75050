import { SEVERITIES } from '../../rules/finding.ts';
import { formatChange, formatCount, formatMs } from '../../rules/format-figures.ts';
import type { CaseReport, QueryReport, SideReport } from '../report-schema.ts';

/** The case that stands for its query: the one with the gravest finding, then the one whose blocks moved most. */
export function tellingCase(query: QueryReport): CaseReport | undefined {
  return tellingFirst(query)[0];
}

/** The cases by gravity of their findings, accepted ones by what they were, then by how far their blocks moved. */
export function tellingFirst({ cases, findings }: QueryReport): readonly CaseReport[] {
  const gravity = ({ name }: CaseReport) =>
    Math.min(
      SEVERITIES.length,
      ...findings
        .filter((finding) => finding.case === name)
        .map(({ severity, accepted }) => SEVERITIES.indexOf(accepted?.was ?? severity)),
    );
  const moved = ({ base, head }: CaseReport) => Math.abs((blocks(head) ?? 0) - (blocks(base) ?? 0));
  return cases.toSorted((a, b) => gravity(a) - gravity(b) || moved(b) - moved(a));
}

/** `4 → 5,310 (1,327x)`; of a side that was not measured, why. */
export function blocksFigures({ base, head }: Pick<CaseReport, 'base' | 'head'>): string {
  const [before, after] = [blocks(base), blocks(head)];
  if (before !== undefined && before === after) return `${formatCount(before)}, equal`;
  const figures = [base, head].flatMap((side) => (side === null ? [] : [sideBlocks(side)])).join(' → ');
  if (before === undefined || after === undefined || before === 0) return figures;
  return `${figures} (${formatChange(after / before)})`;
}

const NOT_TIMED = 'not timed';

/** `0.11 → 41 ms (372x)`; `not timed` where equal work made it needless, or there was no time left. */
export function timeFigures({ base, head, timeRatio }: CaseReport): string {
  if (timeRatio === null) {
    return base === null && isMeasured(head) ? formatMs(head.executionMs.median) : NOT_TIMED;
  }
  const [before = '?', after = '?'] = [base, head].map((side) =>
    isMeasured(side) ? formatMs(side.executionMs.median) : undefined,
  );
  const shared = after.endsWith(' ms') ? before.replace(/ ms$/u, '') : before;
  return `${shared} → ${after} (${formatChange(timeRatio.estimate)}${isSure(timeRatio) ? '' : ', not sure'})`;
}

/** Both figures on one line, and the blocks of the generic plan where that is another one. */
export function caseFigures(item: CaseReport): string {
  const { base, head, generic } = item;
  const time = timeFigures(item);
  const figures = `blocks ${blocksFigures(item)}; ${time === NOT_TIMED ? time : `time ${time}`}`;
  if (!generic) return figures;
  const byGenericPlan = { base: generic.base?.outcome ?? base, head: generic.head?.outcome ?? head };
  return `${figures}; by the generic plan blocks ${blocksFigures(byGenericPlan)}`;
}

function isSure({ low, high, verdict }: NonNullable<CaseReport['timeRatio']>): boolean {
  return verdict !== 'undecided' || low > 1 || high < 1;
}

type Measured = Extract<SideReport, { readonly plan: unknown }>;

/** Whether a side has figures. */
export function isMeasured(side: SideReport): side is Measured {
  return side !== null && 'plan' in side;
}

function blocks(side: SideReport): number | undefined {
  return isMeasured(side) ? side.blocks : undefined;
}

function sideBlocks(side: NonNullable<SideReport>): string {
  if (isMeasured(side)) return formatCount(side.blocks);
  return side.failure.kind === 'timeout' ? 'timed out' : 'failed';
}
