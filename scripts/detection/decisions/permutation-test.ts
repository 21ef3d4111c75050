/**
 * Exact one-sided p-value of the paired permutation test: the share of the 2^n ways to give signs to `differences` whose sum
 * is at least the one observed (Fisher's randomization test; Good, Permutation Tests, section 3.7). For n up to about 20.
 */
export function permutationPValue(differences: readonly number[]): number {
  const observed = differences.reduce((sum, value) => sum + value, 0);
  // Rounding must not tell the observed pattern apart from itself.
  const tolerance = 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const patterns = 2 ** differences.length;
  let atLeast = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    let sum = 0;
    for (const [index, value] of differences.entries()) sum += pattern & (1 << index) ? value : -value;
    if (sum >= observed - tolerance) atLeast += 1;
  }
  return atLeast / patterns;
}
