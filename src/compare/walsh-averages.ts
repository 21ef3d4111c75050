/**
 * The means of all pairs of samples, each with itself too, sorted upwards: n(n+1)/2 values
 * (Hollander, Wolfe, Chicken: Nonparametric Statistical Methods, 3rd edition, section 3.2).
 */
export function walshAverages(samples: readonly number[]): readonly number[] {
  return samples.flatMap((a, index) => samples.slice(index).map((b) => (a + b) / 2)).sort((a, b) => a - b);
}

/** One-sided confidence bounds of the median: the Walsh averages `k` places from each end; infinite when `k` is null. */
export function walshBounds(
  averages: readonly number[],
  k: { readonly low: number | null; readonly high: number | null },
): { readonly low: number; readonly high: number } {
  return {
    low: (k.low === null ? undefined : averages[k.low]) ?? Number.NEGATIVE_INFINITY,
    high: (k.high === null ? undefined : averages[averages.length - 1 - k.high]) ?? Number.POSITIVE_INFINITY,
  };
}
