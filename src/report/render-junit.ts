import type { QueryReport, Report } from './report-schema.ts';
import { caseFigures } from './words/case-figures.ts';
import { headline } from './words/headline.ts';
import { showLine } from './words/visible-text.ts';

/**
 * The report as JUnit XML: each checked query is a test of its file. What fails the run is a failure; what could not be measured, and
 * a file that was not checked, is skipped, since it has not passed. Pure.
 */
export function renderJunit(report: Report): string {
  const failing = failingSeverities(report);
  const tests = [
    ...report.queries.map((query) => toTest(query, failing)),
    ...(report.notChecked ?? []).map(({ file, reason }) => ({
      className: file,
      name: '(file)',
      skipped: reason,
      failures: [],
      output: '',
    })),
  ];
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const skipped = tests.filter((test) => test.skipped !== null).length;
  const counts = `tests="${tests.length}" failures="${failed}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="explain-gate" ${counts}>`,
    `  <testsuite name="explain-gate" ${counts} skipped="${skipped}">`,
    ...tests.flatMap(testLines),
    `    <system-out>${escapeXml(headline(report).sentence)}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type Severity = QueryReport['findings'][number]['severity'];

/** Errors; warnings too where the run failed without an error, which only they can have done. */
function failingSeverities({ verdict, queries }: Report): ReadonlySet<Severity> {
  if (verdict !== 'fail') return new Set();
  const hasError = queries.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  return new Set(hasError ? ['error'] : ['warning']);
}

interface Test {
  readonly className: string;
  readonly name: string;
  readonly skipped: string | null;
  readonly failures: QueryReport['findings'];
  readonly output: string;
}

function toTest(query: QueryReport, failing: ReadonlySet<Severity>): Test {
  const { name, location, status, findings, failure, cases } = query;
  const other = findings.filter(({ severity }) => !failing.has(severity));
  const output = [
    `${status}${query.movedBy.length > 0 ? `, moved by: ${query.movedBy.map(showLine).join('; ')}` : ''}`,
    ...cases.map((item) => `${showLine(item.name)}: ${caseFigures(item)}`),
    ...other.map(
      ({ severity, rule, message, case: at }) => `${severity} ${rule} (${showLine(at)}): ${showLine(message)}`,
    ),
  ];
  return {
    className: location.file,
    name,
    skipped: failure ? `${failure.kind}: ${failure.message}` : null,
    failures: findings.filter(({ severity }) => failing.has(severity)),
    output: output.join('\n'),
  };
}

function testLines({ className, name, skipped, failures, output }: Test): string[] {
  return [
    `    <testcase classname="${escapeXml(className)}" name="${escapeXml(name)}">`,
    ...(skipped === null ? [] : [`      <skipped>${escapeXml(skipped)}</skipped>`]),
    ...failures.map(
      ({ rule, message, case: at }) =>
        `      <failure type="${escapeXml(rule)}" message="${escapeXml(`${at}: ${message}`)}"/>`,
    ),
    ...(output === ''
      ? []
      : [`      <system-out>${output.split('\n').map(escapeXml).join('\n')}</system-out>`]),
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Foreign text on one line as XML text or attribute. U+FFFE and U+FFFF are the only others that XML 1.0 forbids (2.2). */
function escapeXml(text: string): string {
  return showLine(text)
    .replace(/[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/gu, (mark) => ENTITIES[mark] ?? mark);
}
