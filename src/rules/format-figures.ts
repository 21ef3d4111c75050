const COUNTS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const SIGNED_PERCENT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });

/** `5,310`. */
export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** `1 block`, `5,310 blocks`. */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many times as much, rounded down so that it is never said to be more than it is: `1,327x`, `1.3x`; empty for a ratio that is infinite. */
export function formatTimes(ratio: number): string {
  if (!Number.isFinite(ratio)) return '';
  return ratio >= 10 ? `${COUNTS.format(Math.floor(ratio))}x` : `${SMALL.format(Math.floor(ratio * 10) / 10)}x`;
}

/** A ratio as a change: `+25 %`, `−40 %`, `0 %`; from 3 on in times: `12x`. */
export function formatChange(ratio: number): string {
  if (ratio >= 3) return formatTimes(ratio);
  return `${SIGNED_PERCENT.format((ratio - 1) * 100).replace('-', '−')} %`;
}

/** From here on seconds are easier to read. */
const SECONDS_FROM_MS = 10_000;

/** A duration with two significant digits, whole from 10 on: `0.04 ms`, `3.1 ms`, `1,240 ms`, `30 s`. */
export function formatMs(ms: number): string {
  if (Math.abs(ms) >= SECONDS_FROM_MS) return `${COUNTS.format(ms / 1000).replace('-', '−')} s`;
  const size = Math.abs(ms);
  const text = size >= 10 ? COUNTS.format(ms) : SMALL.format(ms);
  return `${text.replace('-', '−')} ms`;
}

const KILOBYTE = 1000;

/** Bytes with two significant digits, whole from 10 on: `0 bytes`, `640 bytes`, `2.6 kB`, `1,240 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes < KILOBYTE) return formatNumberOf(bytes, 'byte');
  const size = bytes / KILOBYTE;
  return `${size >= 10 ? COUNTS.format(size) : SMALL.format(size)} kB`;
}

/** CPU-seconds per second with two significant digits: `0.83 CPU-seconds per second`. */
export function formatLoad(load: number): string {
  const text = Math.abs(load) >= 10 ? COUNTS.format(load) : SMALL.format(load);
  return `${text.replace('-', '−')} CPU-seconds per second`;
}

const MINUTES_PER_DAY = 1440;

/** Calls a minute, or a day where that is easier to read: `60,000 calls a minute`, `1 call a day`. */
export function formatRate(callsPerMinute: number): string {
  if (callsPerMinute >= 1 || callsPerMinute === 0) return `${formatNumberOf(callsPerMinute, 'call')} a minute`;
  const perDay = callsPerMinute * MINUTES_PER_DAY;
  return perDay >= 1 ? `${formatNumberOf(Math.round(perDay), 'call')} a day` : 'less than 1 call a day';
}

/** A power with one decimal: `0`, `0.9`, `2`. */
export function formatExponent(exponent: number): string {
  return String(Math.round(exponent * 10) / 10);
}
