import type { Finding } from './finding.ts';
import type { Status } from './status.ts';

/** What a run says of the change. */
export type Verdict = 'pass' | 'warn' | 'fail';

/** The slightest finding that fails a run. */
export type FailOn = 'error' | 'warning' | 'never';

/**
 * The verdict over all queries: `fail` by the findings that `failOn` names, `warn` when there is any other error or warning,
 * a query is `inconclusive`, or a file that the change touches could not be read: what was not measured has not passed.
 */
export function decideVerdict(
  judged: readonly { readonly status: Status; readonly findings: readonly Finding[] }[],
  failOn: FailOn,
  isIncomplete = false,
): Verdict {
  const severities = new Set(judged.flatMap(({ findings }) => findings.map(({ severity }) => severity)));
  const hasError = severities.has('error');
  const hasWarning = severities.has('warning');
  if ((failOn !== 'never' && hasError) || (failOn === 'warning' && hasWarning)) return 'fail';
  const isOpen = isIncomplete || judged.some(({ status }) => status === 'inconclusive');
  return hasError || hasWarning || isOpen ? 'warn' : 'pass';
}
