import type { CatalogKind } from './catalog-entry.ts';

/** A difference between base's and head's database that can move a query. */
export interface CatalogChange {
  readonly kind: CatalogKind;
  /** As PostgreSQL shows it; with its schema only if that is not public: `orders_customer_id_idx`. */
  readonly name: string;
  readonly change: 'added' | 'dropped' | 'changed';
  /** Unique among entries of the kind; schema-qualified. */
  readonly key: string;
  /** Relations whose queries it can move, quoted and always with their schema: `public.orders`. */
  readonly relations: readonly string[];
  /** For the report: `index orders_customer_id_idx dropped`. */
  readonly message: string;
  /** Definition in base, or null where it was added. */
  readonly base: string | null;
  /** Definition in head, or null where it was dropped. */
  readonly head: string | null;
}
