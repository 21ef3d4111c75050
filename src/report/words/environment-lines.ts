import type { Report } from '../report-schema.ts';
import { showLine } from './visible-text.ts';

/** On what and how it was measured, one fact a line. */
export function environmentLines(report: Report): string[] {
  const { base, head, environment, databases, durations } = report;
  const side = ({ ref, sha }: Report['base']) =>
    `${showLine(ref)}${sha === null ? '' : ` (${showLine(sha.slice(0, 12))})`}`;
  return [
    `base ${side(base)}, head ${side(head)}`,
    environment === null
      ? 'no server was started'
      : `PostgreSQL ${showLine(environment.serverVersion)}, ${showLine(environment.provider)}${pinning(environment.pinned)}`,
    ...(databases
      ? [`databases: ${HOW_BUILT.get(databases.how) ?? showLine(databases.how)}${reasons(databases.reasons)}`]
      : []),
    ...(durations ? [describeDurations(durations)] : []),
  ];
}

const HOW_BUILT: ReadonlyMap<string, string> = new Map([
  ['one-database', 'one for both sides'],
  ['head-adds-migrations', 'two clones of one seeded database, head with the migrations that it adds'],
  ['built-apart', 'each side built from its own tree'],
  ['baseline', 'one, of head; the other side is a stored baseline'],
]);

function pinning(pinned: boolean | undefined): string {
  if (pinned === undefined) return '';
  return pinned ? ', held to one core' : ', not held to one core: time alone only warns';
}

function reasons(texts: readonly string[]): string {
  return texts.length === 0 ? '' : ` (${texts.map(showLine).join('; ')})`;
}

const SECONDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

function describeDurations(durations: Readonly<Record<string, number>>): string {
  const steps = Object.entries(durations).map(
    ([step, ms]) => `${showLine(step)} ${SECONDS.format(ms / 1000)} s`,
  );
  return `time spent: ${steps.join(', ')}`;
}
