/**
 * The null distribution of the Wilcoxon signed-rank statistic for `n` pairs without ties: entry `s` is the number of the
 * 2^n equally likely sign patterns whose positive ranks add up to `s` (the subsets of {1…n} with that sum).
 * Hollander, Wolfe, Chicken: Nonparametric Statistical Methods, 3rd edition, section 3.1. Exact in a double for n ≤ 53.
 */
export function signedRankCounts(n: number): readonly number[] {
  const counts = new Array<number>((n * (n + 1)) / 2 + 1).fill(0);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank += 1) {
    for (let sum = counts.length - 1; sum >= rank; sum -= 1)
      counts[sum] = (counts[sum] ?? 0) + (counts[sum - rank] ?? 0);
  }
  return counts;
}

/**
 * The greatest `k` with P(W ≤ k) ≤ `level` for `n` pairs, or null when not even P(W = 0) is that small.
 * With the Walsh averages sorted upwards from index 0, entry `k` is then a lower confidence bound of the median at 1 − `level`,
 * one-sided, and entry `k` from the end an upper one (same source, section 3.3).
 */
export function signedRankCritical(n: number, level: number): number | null {
  const total = 2 ** n;
  let cumulated = 0;
  let critical: number | null = null;
  for (const [sum, count] of signedRankCounts(n).entries()) {
    cumulated += count;
    if (cumulated / total > level) return critical;
    critical = sum;
  }
  return critical;
}
