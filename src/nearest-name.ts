import leven from 'leven';

/** Edits that still count as a slip of the pen. */
const NEAR = 4;

/** The allowed name that somebody who wrote `name` most likely meant; undefined when none is near. */
export function nearestName(name: string, allowed: readonly string[]): string | undefined {
  const [best] = allowed
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.min(NEAR, Math.ceil(best.candidate.length / 2))
    ? best.candidate
    : undefined;
}
