import type { Severity } from '../../rules/finding.ts';
import type { QueryReport, Report } from '../report-schema.ts';

/** Whether an error or a warning is held against the change. */
export function isHeldAgainst({ findings }: Pick<QueryReport, 'findings'>): boolean {
  return findings.some(({ severity }) => severity !== 'note');
}

/** The word and the sign of a status, as a reader sees them. */
export function statusWords({ status, findings }: Pick<QueryReport, 'status' | 'findings'>): {
  readonly icon: string;
  readonly word: string;
} {
  const gravest = findings.some(({ severity }) => severity === 'error') ? '❌' : '⚠️';
  switch (status) {
    case 'regressed':
      return { icon: gravest, word: 'regressed' };
    case 'inconclusive':
      return { icon: '❔', word: 'inconclusive' };
    case 'new':
      return { icon: isHeldAgainst({ findings }) ? gravest : '🆕', word: 'new' };
    case 'plan-changed':
      return { icon: '🔀', word: 'plan changed' };
    case 'improved':
      return { icon: '🟢', word: 'improved' };
    case 'removed':
      return { icon: '➖', word: 'removed' };
    case 'unchanged':
      return { icon: '✅', word: 'unchanged' };
  }
}

/** The sign of each verdict. */
export const VERDICT_ICONS: Readonly<Record<Report['verdict'], string>> = { pass: '✅', warn: '⚠️', fail: '❌' };

/** The sign of each severity. */
export const SEVERITY_ICONS: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' };
