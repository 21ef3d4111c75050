import type { QueryReport, Report } from './report-schema.ts';
import { findingKey } from './words/finding-key.ts';
import { showLine } from './words/visible-text.ts';

/** GitLab's severities for ours. */
const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const;

/** The findings as a GitLab code quality report (docs.gitlab.com, "Code Quality report format"). Pure. */
export function renderGitlab({ queries }: Report): string {
  const entries = queries.flatMap((query) => [
    ...query.findings.map((finding) => ({
      description: showLine(`${query.name} (${finding.case}): ${finding.message}`),
      check_name: finding.rule,
      fingerprint: findingKey(query, finding),
      severity: SEVERITIES[finding.severity],
      location: toLocation(query.location),
    })),
    ...(query.failure
      ? [
          {
            description: showLine(`${query.name} could not be measured: ${query.failure.message}`),
            check_name: 'inconclusive',
            fingerprint: `inconclusive/${encodeURIComponent(query.id)}`,
            severity: SEVERITIES.warning,
            location: toLocation(query.location),
          },
        ]
      : []),
  ]);
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function toLocation({ file, line, endLine }: QueryReport['location']) {
  const begin = Math.max(1, line);
  return { path: file, lines: { begin, end: Math.max(begin, endLine) } };
}
