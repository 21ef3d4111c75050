/** What kind of thing a catalog entry or change is about; `rows` is data that a migration wrote. */
export type CatalogKind =
  | 'table'
  | 'view'
  | 'materialized view'
  | 'sequence'
  | 'foreign table'
  | 'column'
  | 'index'
  | 'constraint'
  | 'function'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'type'
  | 'extension'
  | 'statistics'
  | 'setting'
  | 'rows';

/** One thing in a database that can move a query. */
export interface CatalogEntry {
  readonly kind: CatalogKind;
  /** Unique within its kind; schema-qualified. */
  readonly key: string;
  /** As PostgreSQL shows it; with its schema only if that is not public: `orders_customer_id_idx`, `orders.total`. */
  readonly name: string;
  /** Relations whose queries it can move, quoted and always with their schema: `public.orders`. */
  readonly relations: readonly string[];
  /** The relation that it is part of and comes and goes with. */
  readonly owner: string | null;
  /** Equal for two entries exactly when they are the same; PostgreSQL's own words where it has them. */
  readonly definition: string;
}
