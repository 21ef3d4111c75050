import type { ControlResult } from '../measure/duet/run-control.ts';
import type { ClockReading } from '../measure/measuring-session.ts';
import type { ClockAnswer } from '../postgres/clock/backend-clock.ts';
import type { MachineReading } from '../postgres/clock/read-machine.ts';
import type { RunningServer } from '../postgres/running-server.ts';
import type { Report } from '../report/report-schema.ts';

/** What is known of how a run was measured. */
export interface MeasuringFacts {
  readonly server: RunningServer;
  /** As the measuring backends have them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly clock: ClockAnswer;
  /** Null where no verdict rested on time alone. */
  readonly control: ControlResult | null;
  /** The machine before and after the measuring; null where the server has no clock. */
  readonly machine: { readonly before: MachineReading; readonly after: MachineReading } | null;
  /** Of each side's backends. */
  readonly usage: readonly ClockReading[];
}

/** The report's account of server and machine. */
export function describeEnvironment(facts: MeasuringFacts): NonNullable<Report['environment']> {
  const { server, settings, clock, control } = facts;
  const { provider, serverVersion, pinned } = server;
  const doubts = [
    ...(pinned.pinned ? [] : [`not held to one core: ${pinned.reason}`]),
    ...('absent' in clock ? [`no CPU clock: ${clock.absent}`] : []),
  ];
  return {
    provider,
    serverVersion,
    settings,
    pinned: pinned.pinned,
    clock: 'absent' in clock ? 'execution' : 'cpu',
    ...(doubts.length > 0 ? { doubts } : {}),
    control: control ? { ...control } : { outcome: 'not-needed', compared: 0, slower: 0 },
    machine: describeMachine(facts),
  };
}

function describeMachine({ machine, usage }: MeasuringFacts): NonNullable<Report['environment']>['machine'] {
  if (machine === null) return null;
  const { before, after } = machine;
  const all = after.ticks.all - before.ticks.all;
  const stolen = after.ticks.stolen - before.ticks.stolen;
  return {
    cores: after.cores,
    cpuModel: after.cpuModel,
    stealPercent: all > 0 ? (stolen / all) * 100 : 0,
    cpuMs: usage.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    waitMs: usage.reduce((sum, { waitMs }) => sum + waitMs, 0),
  };
}
