import type { Severity } from '../../rules/finding.ts';
import type { QueryReport, Report } from '../report-schema.ts';

/** The word and the sign of a status, as a reader sees them. */
export function statusWords({ status, findings }: Pick<QueryReport, 'status' | 'findings'>): {
  readonly icon: string;
  readonly word: string;
} {
  switch (status) {
    case 'regressed':
      return { icon: findings.some(({ severity }) => severity === 'error') ? '❌' : '⚠️', word: 'regressed' };
    case 'inconclusive':
      return { icon: '❔', word: 'inconclusive' };
    case 'new':
      return { icon: '🆕', word: 'new' };
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
