import type { SampledTable, UnitForeignKey } from './sampled-table.ts';

/** Tables with fewer rows are kept whole: a tenth of them says nothing. */
export const LEAST_ROWS = 1_000;

/** What becomes of one unit: a table, or a partitioned table with its partitions. */
export interface UnitPlan {
  readonly unit: string;
  readonly tables: readonly SampledTable[];
  /** `whole`: every row; `tenth`: by a hash of the key; a foreign key: the rows of which the referenced row is kept. */
  readonly keep: 'whole' | 'tenth' | UnitForeignKey;
}

/**
 * Which rows make the tenth, referenced units before those that follow them. A unit that refers to others follows the
 * largest of them, so that a customer who is kept has all orders; its other references may lead nowhere, as following
 * two parents would leave a hundredth. Units that are kept whole are listed only when they refer to one that is not:
 * PostgreSQL truncates no table without those that refer to it. Empty when there is nothing to make smaller.
 */
export function planTenth(
  tables: readonly SampledTable[],
  foreignKeys: readonly UnitForeignKey[],
): readonly UnitPlan[] {
  const units = Map.groupBy(tables, ({ unit }) => unit);
  const rows = new Map(
    [...units].map(([unit, parts]) => [unit, parts.reduce((sum, part) => sum + part.rows, 0)]),
  );
  const isLarge = (unit: string) => (rows.get(unit) ?? 0) >= LEAST_ROWS;
  const large = [...units.keys()].filter(isLarge);
  const leading = new Map(
    large.flatMap((unit) => {
      const candidates = foreignKeys.filter(({ from, to }) => from === unit && to !== unit && isLarge(to));
      const [key] = candidates.toSorted((a, b) => (rows.get(b.to) ?? 0) - (rows.get(a.to) ?? 0));
      return key ? [[unit, key] as const] : [];
    }),
  );
  const plans: UnitPlan[] = [];
  const placed = new Set<string>();
  const place = (unit: string, keep: UnitPlan['keep']) => {
    placed.add(unit);
    plans.push({ unit, tables: units.get(unit) ?? [], keep });
  };
  for (const unit of large) {
    const chain: string[] = [];
    for (let next: string | undefined = unit; next && !placed.has(next) && !chain.includes(next); ) {
      chain.push(next);
      next = leading.get(next)?.to;
    }
    for (const next of chain.reverse()) {
      const key = leading.get(next);
      // In a circle of keys one has to begin.
      place(next, key && placed.has(key.to) ? key : 'tenth');
    }
  }
  for (let grew = true; grew; ) {
    const referring = foreignKeys.find(
      ({ from, to }) => placed.has(to) && !placed.has(from) && units.has(from),
    );
    grew = referring !== undefined;
    if (referring) place(referring.from, 'whole');
  }
  return plans;
}
