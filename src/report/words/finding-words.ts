import type { QueryReport } from '../report-schema.ts';

/** What a finding says, and by what it is accepted. Foreign text, as found. */
export function findingWords({ message, accepted }: QueryReport['findings'][number]): string {
  return accepted ? `${message} – accepted until ${accepted.until}: ${accepted.reason}` : message;
}

/** Whether anything of a query is accepted. */
export function hasAccepted({ findings }: Pick<QueryReport, 'findings'>): boolean {
  return findings.some(({ accepted }) => accepted !== undefined);
}
