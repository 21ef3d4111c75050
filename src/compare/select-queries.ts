import type { QueryPair } from './query-pair.ts';

/** What the catalogs say changed between the two databases, as far as selection needs it. */
export interface SchemaChange {
  /** `index`, `column`, `table`, … */
  readonly kind: string;
  /** As PostgreSQL shows it: `orders_customer_id_idx`. */
  readonly name: string;
  readonly change: 'added' | 'dropped' | 'changed';
  /** For the report: `index orders_customer_id_idx dropped`. */
  readonly message: string;
}

/** How the two databases differ for one query. */
export interface Evidence {
  /** The planner chooses another plan on head's database for base's own text. */
  readonly planDiffers: boolean;
  /** Changes to what the query depends on. */
  readonly changes: readonly SchemaChange[];
  /** Differences that concern every query: the seed. They explain; alone they select nothing, for more rows are no fault. */
  readonly everywhere: readonly string[];
}

/** The evidence where both sides share one database. */
export const NO_EVIDENCE: Evidence = { planDiffers: false, changes: [], everywhere: [] };

/** A query that the change touches. */
export interface SelectedQuery {
  readonly pair: QueryPair;
  readonly evidence: Evidence;
  /** Why it is checked, in words. */
  readonly because: readonly string[];
}

/** Which queries are checked, and how many are not. */
export interface Selection {
  readonly selected: readonly SelectedQuery[];
  readonly notAffected: number;
}

/**
 * Keeps the queries that the change touches: those whose text it adds, removes or changes, and unchanged ones whose
 * plan or dependencies it moved. The rest is counted.
 */
export function selectQueries(
  pairs: readonly QueryPair[],
  evidenceOf: (pair: QueryPair) => Evidence | undefined,
): Selection {
  const selected: SelectedQuery[] = [];
  for (const pair of pairs) {
    const evidence = evidenceOf(pair) ?? NO_EVIDENCE;
    const because = [
      ...pair.because,
      ...evidence.changes.map(({ message }) => message),
      ...(evidence.planDiffers ? ['the plan differs between the two databases'] : []),
    ];
    if (pair.change !== 'same' || isMoved(evidence)) selected.push({ pair, evidence, because });
  }
  return { selected, notAffected: pairs.length - selected.length };
}

/** Something that the query depends on differs between the two databases. */
function isMoved({ planDiffers, changes }: Evidence): boolean {
  return planDiffers || changes.length > 0;
}

/** PostgreSQL parses both texts to the same tree. */
export function isSameText({ base, head }: QueryPair): boolean {
  return base !== null && head !== null && base.canonical !== null && base.canonical === head.canonical;
}

/** PostgreSQL reads both texts as the same query, and nothing that it depends on differs. */
export function isEqualQuery({ pair, evidence }: SelectedQuery): boolean {
  return isSameText(pair) && !isMoved(evidence);
}
