import type { MeasuringSession, MeasuringSide } from '../../src/measure/measuring-session.ts';

/** A side whose repeated executions are recorded. */
export interface RecordingSide {
  readonly side: MeasuringSide;
  /** Elapsed ms of one execution, one entry a sample, in the order in which they were taken. */
  readonly elapsedMs: number[];
}

/** Passes everything on to `side`, and notes how long each sample took as the client sees it. */
export function recordSide(side: MeasuringSide): RecordingSide {
  const elapsedMs: number[] = [];
  const record = (session: MeasuringSession): MeasuringSession => ({
    query: (text, values) => session.query(text, values),
    async repeat(statement) {
      const startedAt = performance.now();
      await session.repeat(statement);
      elapsedMs.push((performance.now() - startedAt) / statement.times);
    },
  });
  return {
    elapsedMs,
    side: {
      get session() {
        return record(side.session);
      },
      versionNumber: side.versionNumber,
      plans: side.plans,
      cleanUp: (written) => side.cleanUp(written),
      readClock: side.readClock,
      renew: () => side.renew(),
      openTwin: () => side.openTwin(),
    },
  };
}
