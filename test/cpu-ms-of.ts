/**
 * The CPU time that synchronous work takes, milliseconds. Unlike the time that goes by it stays the same while others use the
 * machine, so a generous bound on it tells work that grows too fast from a busy machine.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
