/** A statement of which the dependencies are asked. */
export interface DependentStatement {
  readonly id: string;
  /** One SELECT, VALUES, INSERT, UPDATE, DELETE or MERGE; parameters are `$n`. */
  readonly sql: string;
  /** Type names by position, where they are known; PostgreSQL is asked otherwise. */
  readonly parameterTypes?: readonly string[] | undefined;
}

/** What a statement depends on in one database, through views, functions, triggers, policies and foreign keys too. */
export interface QueryDependencies {
  readonly id: string;
  /** Quoted and with their schema: `public.orders`. Sorted. */
  readonly relations: readonly string[];
  /** With the types of their arguments: `public.total(integer)`. Sorted. */
  readonly functions: readonly string[];
  /** Quoted and with their schema. Sorted. */
  readonly types: readonly string[];
  /** Why PostgreSQL does not accept the statement in this database; it then depends on nothing. */
  readonly failed: { readonly sqlstate: string; readonly message: string } | null;
}
