import { formatLoad } from '../../rules/format-figures.ts';
import type { Report } from '../report-schema.ts';
import { showLine } from './visible-text.ts';

const SECONDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

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
    ...(environment?.settings['plan_cache_mode'] === 'force_generic_plan'
      ? ['plans: generic ones, which serve for all values, decide']
      : []),
    ...(environment ? timingLines(environment) : []),
    ...(databases
      ? [`databases: ${HOW_BUILT.get(databases.how) ?? showLine(databases.how)}${reasons(databases.reasons)}`]
      : []),
    ...(report.addedLoad === undefined
      ? []
      : [`load: the change adds ${formatLoad(report.addedLoad)}, by the calls that are known`]),
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

type Environment = NonNullable<Report['environment']>;

/** What says how far time can be trusted: clock, control, machine. */
function timingLines({ clock, doubts = [], control, machine }: Environment): string[] {
  const clockWords = clock && CLOCKS[clock];
  return [
    ...(clockWords ? [`clock: ${clockWords}`] : []),
    ...doubts.map(showLine),
    ...(control ? [`control: ${describeControl(control)}`] : []),
    ...(machine ? [`machine: ${describeMachine(machine)}`] : []),
  ];
}

const CLOCKS: Readonly<Record<NonNullable<Environment['clock']>, string>> = {
  cpu: 'CPU time of the backend',
  execution: 'Execution Time, which is elapsed time: time alone only warns',
};

function describeControl({ outcome, compared, slower }: NonNullable<Environment['control']>): string {
  switch (outcome) {
    case 'passed':
      return `base against base was not slower in ${compared} of ${compared} comparisons`;
    case 'failed':
      return `base against base was slower in ${slower} of ${compared} comparisons: time alone only warns`;
    case 'not-run':
      return 'there was no time left to compare base with base: time alone only warns';
    case 'not-needed':
      return 'not needed, since no verdict rests on time alone';
  }
}

function describeMachine(machine: NonNullable<Environment['machine']>): string {
  const { cores, cpuModel, stealPercent, cpuMs, waitMs } = machine;
  return [
    `${cores} ${cores === 1 ? 'core' : 'cores'}${cpuModel === null ? '' : ` of ${showLine(cpuModel)}`}`,
    `${SECONDS.format(stealPercent)} % stolen by the host`,
    `backends ${SECONDS.format(cpuMs / 1000)} s on the processor and ${SECONDS.format(waitMs / 1000)} s waiting for it`,
  ].join(', ');
}

function reasons(texts: readonly string[]): string {
  return texts.length === 0 ? '' : ` (${texts.map(showLine).join('; ')})`;
}

function describeDurations(durations: Readonly<Record<string, number>>): string {
  const steps = Object.entries(durations).map(
    ([step, ms]) => `${showLine(step)} ${SECONDS.format(ms / 1000)} s`,
  );
  return `time spent: ${steps.join(', ')}`;
}
