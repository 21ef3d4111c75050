import { formatCount, formatNumberOf } from '../../rules/format-figures.ts';
import type { Report } from '../report-schema.ts';
import { isHeldAgainst } from './statuses.ts';

/** The sentence that everything else explains, and what became of the other queries: every count that is not 0. */
export function headline({ summary, queries, notChecked = [] }: Report): {
  readonly sentence: string;
  readonly rest: string;
} {
  const { checked, regressed, inconclusive } = summary;
  const heldNew = queries.filter((query) => query.status === 'new' && isHeldAgainst(query)).length;
  const counts = [
    count(summary.improved, 'improved'),
    count(summary.new, `new${heldNew > 0 ? ` (${formatCount(heldNew)} with findings)` : ''}`),
    count(summary.planChanged, 'with another plan'),
    count(summary.unchanged, 'unchanged'),
    count(summary.removed, 'removed'),
    regressed > 0 ? count(inconclusive, 'inconclusive') : '',
    count(summary.notAffected, 'not affected'),
    count(summary.unchangedFiles ?? 0, `file${summary.unchangedFiles === 1 ? '' : 's'} not touched`),
    acceptedWords(queries),
    count(notChecked.length, `file${notChecked.length === 1 ? '' : 's'} not checked`),
  ].filter((text) => text !== '');
  return {
    sentence: sentence(checked, regressed, inconclusive, heldNew),
    rest: counts.length > 0 ? `${counts.join(', ')}.` : '',
  };
}

function acceptedWords(queries: Report['queries']): string {
  const accepted = queries.flatMap(({ findings }) => findings.filter((finding) => finding.accepted)).length;
  return accepted === 0 ? '' : `${formatNumberOf(accepted, 'finding')} accepted`;
}

function sentence(checked: number, regressed: number, inconclusive: number, heldNew: number): string {
  const queries = `${formatCount(checked)} queries`;
  if (checked === 0) return 'No query had to be checked.';
  if (regressed > 0)
    return checked === 1 ? 'The query regressed.' : `${formatCount(regressed)} of ${queries} regressed.`;
  // What was not measured has not passed, so it comes before any good news.
  if (inconclusive > 0 && checked === 1) return 'The query could not be measured.';
  if (inconclusive > 0)
    return `No regression found, but ${formatCount(inconclusive)} of ${queries} could not be measured.`;
  if (heldNew > 0 && checked === 1) return 'The new query has findings.';
  if (heldNew > 0)
    return `No regression found, but ${formatCount(heldNew)} new ${heldNew === 1 ? 'query has' : 'queries have'} findings.`;
  return checked === 1 ? 'The query did not regress.' : `None of ${queries} regressed.`;
}

function count(number: number, what: string): string {
  return number === 0 ? '' : `${formatCount(number)} ${what}`;
}
