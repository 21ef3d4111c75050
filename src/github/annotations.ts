import { type AnnotationProperties, error, info, notice, warning } from '@actions/core';
import type { Report } from '../report/report-schema.ts';
import { toLogLine } from './log-text.ts';

/**
 * GitHub shows ten annotations of a kind in a step and drops the rest without a word. One of each is left to the step's
 * own failure and warnings.
 */
export const ANNOTATIONS_PER_KIND = 9;

const EMIT = { error, warning, note: notice } as const;
type Severity = keyof typeof EMIT;

interface Annotation {
  readonly severity: Severity;
  readonly message: string;
  readonly properties: AnnotationProperties;
}

/** Marks each finding, and each query that could not be measured, at its file and line; what is too much is counted. */
export function writeAnnotations(report: Report): void {
  const annotations = report.queries.flatMap(annotateQuery);
  for (const severity of ['error', 'warning', 'note'] as const) {
    const ofKind = annotations.filter((annotation) => annotation.severity === severity);
    for (const { message, properties } of ofKind.slice(0, ANNOTATIONS_PER_KIND))
      EMIT[severity](message, properties);
    const left = ofKind.length - ANNOTATIONS_PER_KIND;
    if (left > 0)
      info(`… and ${left} more of severity ${severity}: GitHub shows ten in a step, the summary has them all.`);
  }
}

function annotateQuery(query: Report['queries'][number]): Annotation[] {
  const { file, line, endLine } = query.location;
  const place = { file, startLine: line, endLine };
  const annotations: Annotation[] = query.findings.map((finding) => ({
    severity: finding.severity,
    message: toLogLine(`${query.name}: ${finding.message}`),
    properties: { ...place, title: `explain-gate: ${finding.rule}` },
  }));
  if (query.failure) {
    const message = toLogLine(`${query.name} could not be measured: ${query.failure.message}`);
    annotations.push({
      severity: 'note',
      message,
      properties: { ...place, title: `explain-gate: ${query.failure.kind}` },
    });
  }
  return annotations;
}
