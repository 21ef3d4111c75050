import type { z } from 'zod';
import { SEVERITIES } from '../rules/finding.ts';
import { rules } from '../rules/index.ts';
import { VERSION } from '../version.ts';
import type { QueryReport, Report } from './report-schema.ts';
import { findingKey } from './words/finding-key.ts';
import { headline } from './words/headline.ts';
import { showLine } from './words/visible-text.ts';

const HOME = 'https://github.com/explain-gate/explain-gate';

/** GitHub's code scanning refuses a run of more results than 25,000 and shows 5,000 of them, the gravest first. */
const SHOWN_RESULTS = 5_000;

/** SARIF calls the severities by the same names. */
type Level = (typeof SEVERITIES)[number];

/**
 * The findings as SARIF 2.1.0 (OASIS), for code scanning. A query that could not be measured, and a file that was not checked, is a
 * notification: the run did not look at it. Pure.
 */
export function renderSarif(report: Report): string {
  const results = report.queries.flatMap((query) =>
    query.findings.map((finding) => ({ level: finding.severity, result: toResult(query, finding) })),
  );
  const gravest = SEVERITIES.flatMap((severity) => results.filter(({ level }) => level === severity));
  const left = gravest.length - SHOWN_RESULTS;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'explain-gate', version: VERSION, informationUri: HOME, rules: rules.map(describe) },
        },
        automationDetails: { id: 'explain-gate/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              notify('note', headline(report).sentence),
              ...report.queries.flatMap(notMeasured),
              ...(report.notChecked ?? []).map(({ file, reason }) =>
                notify('warning', `${file} was not checked: ${reason}`, { file }),
              ),
              ...(left > 0 ? [notify('warning', `${left} more findings are in report.json`)] : []),
            ],
          },
        ],
        results: gravest.slice(0, SHOWN_RESULTS).map(({ result }) => result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

interface DescribedRule {
  readonly id: string;
  readonly title: string;
  readonly defaultSeverity: Level;
  readonly options: Readonly<Record<string, z.ZodType>>;
}

function describe({ id, title, defaultSeverity, options }: DescribedRule) {
  const thresholds = Object.entries(options).map(([key, option]) => [key, option.parse(undefined)] as const);
  return {
    id,
    name: id,
    shortDescription: { text: title },
    helpUri: `${HOME}/blob/main/docs/rules/${id}.md`,
    defaultConfiguration: {
      level: defaultSeverity,
      parameters: { properties: Object.fromEntries(thresholds) },
    },
    properties: { tags: ['performance', 'postgresql'] },
  };
}

function toResult(query: QueryReport, finding: QueryReport['findings'][number]) {
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: finding.severity,
    message: toMessage(`${query.name} (${finding.case}): ${finding.message}`),
    locations: [toLocation(query.location)],
    ...(finding.accepted
      ? {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: `until ${finding.accepted.until}: ${showLine(finding.accepted.reason)}`,
            },
          ],
        }
      : {}),
    partialFingerprints: { 'explainGateFinding/v1': findingKey(query, finding) },
    properties: { status: query.status, movedBy: query.movedBy.map(showLine) },
  };
}

function notMeasured({ name, location, failure }: QueryReport) {
  return failure
    ? [notify('warning', `${name} was not measured: ${failure.kind}: ${failure.message}`, location)]
    : [];
}

function notify(level: Level, text: string, place?: Partial<QueryReport['location']>) {
  return { level, message: toMessage(text), ...(place ? { locations: [toLocation(place)] } : {}) };
}

/** Square brackets would be a link to a related location (SARIF 3.11.6). */
function toMessage(text: string) {
  return { text: showLine(text).replace(/[\\[\]]/gu, '\\$&') };
}

function toLocation({ file = '', line, endLine }: Partial<QueryReport['location']>) {
  const uri = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const region =
    line === undefined || line < 1 ? undefined : { startLine: line, endLine: Math.max(line, endLine ?? line) };
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId: 'SRCROOT' }, ...(region ? { region } : {}) },
  };
}
