import { decideCase } from '../compare/compare-time.ts';
import { LOOKS } from '../compare/decide-pairs.ts';
import type { CaseMeasurement, CrossedWork, TimeComparison } from '../compare/measurement.ts';
import { isMoreWork } from '../compare/more-work.ts';
import type { CaseSide, Measured } from './case-side.ts';
import { SERVER_PARTS } from './duet/duet-parts.ts';
import { measureAgain } from './duet/measure-again.ts';
import type { VisitLimits } from './duet/timing-case.ts';
import type { CaseInput } from './measure-case.ts';
import type { MeasuredWork } from './measure-work.ts';
import { measureWorkSafely } from './measure-work-safely.ts';
import { survive } from './revive.ts';

/**
 * Where text and database both changed and a case got worse: the work of base's text on head's database and of head's text on
 * base's, which tells the one change from the other. Where neither is more work, head was slower by time alone: then each is
 * timed against base, too. Null where that is no question.
 */
export async function crossSides(
  { base, head, sameText, databaseChanged = false }: CaseInput,
  { base: baseOutcome, head: headOutcome, time }: CaseMeasurement,
  limits: Omit<VisitLimits, 'first'>,
): Promise<CrossedWork | null> {
  if (!base || !head || base.side === head.side || sameText || !databaseChanged) return null;
  if (baseOutcome?.kind !== 'measured' || !headOutcome) return null;
  if (!isMoreWork(baseOutcome, headOutcome) && time?.verdict !== 'slower') return null;
  const crossings = {
    baseTextOnHead: { ...base, side: head.side },
    headTextOnBase: { ...head, side: base.side },
  };
  const works = {
    baseTextOnHead: await measureWorkSafely(crossings.baseTextOnHead),
    headTextOnBase: await measureWorkSafely(crossings.headTextOnBase),
  };
  const outcomes = {
    baseTextOnHead: works.baseTextOnHead.outcome,
    headTextOnBase: works.headTextOnBase.outcome,
  };
  if (Object.values(outcomes).some((outcome) => isMoreWork(baseOutcome, outcome))) return outcomes;
  if (time?.verdict !== 'slower') return outcomes;
  const compare = (name: keyof typeof crossings) =>
    timeAgainstBase(base, baseOutcome, { crossing: crossings[name], work: works[name] }, limits);
  return {
    ...outcomes,
    time: {
      baseTextOnHead: await compare('baseTextOnHead'),
      headTextOnBase: await compare('headTextOnBase'),
    },
  };
}

/** Pairs of base as it is with one of its halves exchanged. Null when a side failed, or there was no time for a first look. */
async function timeAgainstBase(
  base: CaseSide,
  measured: Measured,
  {
    crossing,
    work: { outcome, written, constraints },
  }: { readonly crossing: CaseSide; readonly work: MeasuredWork },
  limits: Omit<VisitLimits, 'first'>,
): Promise<TimeComparison['verdict'] | null> {
  if (outcome.kind !== 'measured') return null;
  const timed = {
    sides: { base, head: crossing },
    measured: { base: measured, head: outcome },
    // Either text may be the one that writes.
    written: { base: written, head: written },
    constraints,
  };
  const compared = await survive([base.side, crossing.side], () => measureAgain(timed, SERVER_PARTS, limits));
  const pairs = 'done' in compared ? compared.done : null;
  return pairs === null || pairs.length < LOOKS[0] ? null : decideCase(pairs).verdict;
}
