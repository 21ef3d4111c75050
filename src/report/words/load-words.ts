import { formatLoad, formatMs, formatRate } from '../../rules/format-figures.ts';
import type { QueryReport } from '../report-schema.ts';

/** `60,000 calls a minute, +5 ms each: +5 CPU-seconds per second`; nothing where the calls are not known. */
export function loadWords({ load }: QueryReport): string {
  if (load === undefined) return '';
  const { callsPerMinute, addedMsPerCall, addedLoad } = load;
  const rate = formatRate(callsPerMinute);
  if (addedMsPerCall === null || addedLoad === null) return rate;
  if (addedMsPerCall === 0) return `${rate}, no sure difference in time`;
  const sign = addedLoad > 0 ? '+' : '';
  return `${rate}, ${sign}${formatMs(addedMsPerCall)} each: ${sign}${formatLoad(addedLoad)}`;
}
