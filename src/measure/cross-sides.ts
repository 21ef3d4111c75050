import type { CaseMeasurement, CrossedWork } from '../compare/measurement.ts';
import { isMoreWork } from '../compare/more-work.ts';
import type { CaseInput } from './measure-case.ts';
import { measureWorkSafely } from './measure-work-safely.ts';

/**
 * Where text and database both changed and a case got worse: the work of base's text on head's database and of head's text on
 * base's, which tells the one change from the other. Null where that is no question. Time needs no second look for it: work
 * repeats exactly.
 */
export async function crossSides(
  { base, head, sameText, databaseChanged = false }: CaseInput,
  { base: baseOutcome, head: headOutcome, time }: CaseMeasurement,
): Promise<CrossedWork | null> {
  if (!base || !head || base.side === head.side || sameText || !databaseChanged) return null;
  if (baseOutcome?.kind !== 'measured' || !headOutcome) return null;
  if (!isMoreWork(baseOutcome, headOutcome) && time?.verdict !== 'slower') return null;
  return {
    baseTextOnHead: (await measureWorkSafely({ ...base, side: head.side })).outcome,
    headTextOnBase: (await measureWorkSafely({ ...head, side: base.side })).outcome,
  };
}
