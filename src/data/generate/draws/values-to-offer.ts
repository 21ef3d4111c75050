/**
 * How many values must be offered so that `rows` random draws meet `distinct` of them: D' of D'(1 - e^(-rows/D')) = D.
 * All rows differ only if infinitely many are offered; the most that is given is `most`.
 */
export function valuesToOffer(distinct: number, rows: number, most: number): number {
  const wanted = Math.min(distinct, most);
  if (wanted >= rows * 0.9999) return most;
  let [low, high] = [wanted, Math.max(wanted, most)];
  const met = (offered: number) => offered * -Math.expm1(-rows / offered);
  if (met(high) <= wanted) return high;
  for (let step = 0; step < 60; step += 1) {
    const middle = Math.sqrt(low * high);
    if (met(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.max(1, Math.round(low));
}
