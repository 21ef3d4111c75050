/** Order of names by the whole number that they begin with, `9_a.sql` before `10_a.sql`, then by code unit. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [leadingNumber(a), leadingNumber(b)];
  return left < right ? -1 : left > right ? 1 : compareNames(a, b);
}

/** Order of names by code unit, as tools that sort names as text have it. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function leadingNumber(name: string): bigint {
  return BigInt(/^\d+/.exec(name)?.[0] ?? 0);
}
