import type { TypeFacts } from './type-facts.ts';

/** A table that can be filled: an ordinary one, or a partitioned one as a whole. */
export interface TableFacts {
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  /** Quoted, with its schema, as SQL takes it. */
  readonly name: string;
  readonly columns: readonly ColumnFacts[];
  readonly uniques: readonly UniqueFacts[];
  readonly checks: readonly CheckFacts[];
  readonly foreignKeys: readonly ForeignKeyFacts[];
  readonly partitions: readonly PartitionFacts[];
}

/** A column that takes values; generated ones are left out. */
export interface ColumnFacts {
  readonly number: number;
  readonly name: string;
  readonly type: TypeFacts;
  readonly notNull: boolean;
  /** SQL of the default; null without one, or where the value comes from a sequence. */
  readonly defaultSql: string | null;
  /** The sequence that an identity or serial column takes its values from. */
  readonly sequence: SequenceFacts | null;
}

/** A sequence that belongs to a column. */
export interface SequenceFacts {
  /** Quoted, with its schema. */
  readonly name: string;
  readonly start: number;
  readonly increment: number;
}

/** A primary key, a unique constraint or index, or an exclusion constraint. */
export interface UniqueFacts {
  /** Of the constraint, or of the index where there is none. */
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'exclusion';
  /** Each key of the index: a column's number, or the expression's SQL. */
  readonly keys: readonly (number | string)[];
  /** For an exclusion constraint, its operators in the order of the keys. */
  readonly operators: readonly string[];
  /** SQL of the condition of a partial index. */
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly deferrable: boolean;
}

/** A CHECK constraint. */
export interface CheckFacts {
  readonly name: string;
  /** The condition's SQL. */
  readonly condition: string;
  /** Numbers of the columns that it reads. */
  readonly columns: readonly number[];
}

/** A foreign key. */
export interface ForeignKeyFacts {
  readonly name: string;
  /** Quoted name of the table that has it. */
  readonly table: string;
  readonly columns: readonly number[];
  /** Oid of the table that it refers to; of a partition, of the whole. */
  readonly target: number;
  readonly targetName: string;
  readonly targetColumns: readonly number[];
  readonly definition: string;
}

/** One partition that holds rows: what each level above it demands. */
export interface PartitionFacts {
  readonly name: string;
  readonly levels: readonly {
    readonly strategy: 'range' | 'list' | 'hash';
    /** Numbers of the columns of the key; 0 is an expression. */
    readonly columns: readonly number[];
    /** `FOR VALUES …` or `DEFAULT`. */
    readonly bound: string;
  }[];
}
