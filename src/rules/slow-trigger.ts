import { z } from 'zod';
import type { FiredTrigger, ForeignKey, SideOutcome, TriggerWork } from '../compare/measurement.ts';
import { formatChange, formatCount, formatMs, formatNumberOf } from './format-figures.ts';
import { defineRule } from './rule.ts';
import { allowedIncrease, exceeds, smallestIncrease } from './thresholds.ts';
import { weighMoreWork } from './work-evidence.ts';

/** More work in triggers, of which a foreign key without an index is the common cause: no plan shows it. */
export const slowTrigger = defineRule({
  id: 'slow-trigger',
  title: 'Triggers do more work on head than on base, or look rows up without an index',
  defaultSeverity: 'error',
  highestSeverity: 'error',
  options: {
    maxIncreasePercent: allowedIncrease(25),
    minBlocks: smallestIncrease(32),
    minMilliseconds: z
      .number()
      .nonnegative()
      .default(0.2)
      .describe('The same, milliseconds, where the server does not count blocks'),
  },
  check({ base, head, time }, { maxIncreasePercent, minBlocks, minMilliseconds }) {
    if (head?.kind !== 'measured' || !head.triggers) return null;
    const culprit = findCulprit(head.triggers, triggersOf(base));
    if (base === null) return weighNew(head.triggers, culprit, minBlocks);
    if (base.kind !== 'measured') return null;
    const [before, after] = [base.triggers ? base.triggers.blocks : 0, head.triggers.blocks];
    if (before !== null && after !== null) {
      if (!exceeds(before, after, { maxIncreasePercent, least: minBlocks })) return null;
      const change = before === 0 ? '' : ` (${formatChange(after / before)})`;
      const figures = `triggers touch ${formatNumberOf(after, 'block')} instead of ${formatCount(before)}${change}`;
      return weighMoreWork(`${describe(culprit)}: ${figures}${advise(culprit)}`, time);
    }
    const [beforeMs, afterMs] = [totalMs(base.triggers), totalMs(head.triggers)];
    if (!exceeds(beforeMs, afterMs, { maxIncreasePercent, least: minMilliseconds })) return null;
    const figures = `triggers take ${formatMs(afterMs)} instead of ${formatMs(beforeMs)}`;
    // One execution was timed: enough to look at, not enough to fail.
    return { atMost: 'warning', message: `${describe(culprit)}: ${figures}${advise(culprit)}` };
  },
});

/** Without a base only a foreign key without an index is held against the query: what other triggers do is their purpose. */
function weighNew({ blocks }: TriggerWork, culprit: FiredTrigger | undefined, minBlocks: number) {
  if (culprit?.foreignKey?.hasIndex !== false || blocks === null || blocks < minBlocks) return null;
  const message = `${describe(culprit)}: triggers touch ${formatNumberOf(blocks, 'block')}${advise(culprit)}`;
  return { atMost: 'warning', message } as const;
}

function triggersOf(outcome: SideOutcome | null): readonly FiredTrigger[] {
  return outcome?.kind === 'measured' ? (outcome.triggers?.fired ?? []) : [];
}

/** The trigger to blame: a foreign key without an index, first one that has an index on base, else the one that took longest. */
function findCulprit({ fired }: TriggerWork, base: readonly FiredTrigger[]): FiredTrigger | undefined {
  const indexed = new Set(base.flatMap(({ foreignKey }) => (foreignKey?.hasIndex ? foreignKey.name : [])));
  const rank = ({ foreignKey }: FiredTrigger) => {
    if (foreignKey === null || foreignKey.hasIndex) return 2;
    return indexed.has(foreignKey.name) ? 0 : 1;
  };
  return fired.toSorted((a, b) => rank(a) - rank(b) || (b.ms ?? 0) - (a.ms ?? 0))[0];
}

function describe(trigger: FiredTrigger | undefined): string {
  if (!trigger) return 'a trigger';
  const { foreignKey, constraintName, triggerName, relation, calls, ms } = trigger;
  const figures = ms === null ? '' : ` (${formatMs(ms)} in ${formatNumberOf(calls, 'call')})`;
  if (foreignKey) return `foreign key ${foreignKey.name} of ${foreignKey.relation}${figures}`;
  const name = constraintName === null ? `trigger ${triggerName}` : `constraint ${constraintName}`;
  return `${name}${relation === null ? '' : ` of ${relation}`}${figures}`;
}

function advise(trigger: FiredTrigger | undefined): string {
  const key: ForeignKey | null | undefined = trigger?.foreignKey;
  if (!key || key.hasIndex) return '';
  return `; no index leads to the referencing rows: ${key.relation} (${key.columns.join(', ')})`;
}

function totalMs(triggers: TriggerWork | undefined): number {
  return (triggers?.fired ?? []).reduce((sum, { ms }) => sum + (ms ?? 0), 0);
}
