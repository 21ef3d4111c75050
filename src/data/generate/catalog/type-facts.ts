/** A type of a column, as far as values of it can be made. */
export interface TypeFacts {
  /** As SQL takes it, without a modifier: `pg_catalog.numeric`. */
  readonly name: string;
  /** `pg_type.typname`: `int4`. */
  readonly typeName: string;
  /** A type of PostgreSQL itself, not of an extension or of the project. */
  readonly builtIn: boolean;
  /** `pg_type.typcategory`: `S` is a string. */
  readonly category: string;
  readonly kind: 'base' | 'array' | 'enum' | 'composite' | 'domain' | 'range' | 'multirange';
  /** The modifier: `varchar(20)` and `bit(3)` have a length, `numeric(10,2)` has digits. */
  readonly length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  /** Labels of an enum, in order. */
  readonly labels: readonly string[];
  /** Element of an array, what a domain is of, what a range is over. */
  readonly inner: TypeFacts | null;
  /** Fields of a composite type. */
  readonly fields: readonly { readonly name: string; readonly type: TypeFacts }[];
  /** Conditions of a domain, over VALUE. */
  readonly checks: readonly { readonly name: string; readonly condition: string }[];
  /** A domain that takes no NULL. */
  readonly notNull: boolean;
}
