import { planChanged } from '../../rules/plan-changed.ts';
import type { CaseReport, QueryReport } from '../report-schema.ts';

/** The findings of one case that its figures and its plan diff don't show already: all but the note that the plan changed. */
export function toldFindings({ findings }: QueryReport, { name }: CaseReport): QueryReport['findings'] {
  return findings.filter((finding) => finding.case === name && finding.rule !== planChanged.id);
}
