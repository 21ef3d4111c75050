/**
 * Order of migration files by name: numbers in a name count as numbers (`2_b.sql` before `10_a.sql`), everything else
 * goes by code point. For padded numbers and timestamps this is the order of `ls`.
 */
export function compareFileNames(a: string, b: string): number {
  const [left, right] = [splitNumbers(a), splitNumbers(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const order = comparePart(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/** Text and numbers in turns; the first is text. */
function splitNumbers(name: string): string[] {
  return name.split(/(\d+)/);
}

function comparePart(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compareText(a, b);
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
