/** A relation, function or type by its oid: `r16402`, `f16410`, `t16399`. */
export type Node = string;

/** Events of a write, as bits; the numbers are those of pg_trigger.tgtype. */
export const WRITE = { insert: 4, delete: 8, update: 16, any: 28 } as const;

/** What a write to a relation leads to. */
export interface WriteEdge {
  /** Events at which it does, as bits of `WRITE`. */
  readonly events: number;
  readonly to: Node;
  /** What may be written there in turn: bits of `WRITE`, 0 for a thing that is only read or called, or the event itself. */
  readonly writes: number | 'same';
}

/** How the things of one database depend on each other. */
export interface DependencyGraph {
  /** Names as `QueryDependencies` has them. PostgreSQL's own functions and types have none and are left out. */
  readonly names: ReadonlyMap<Node, string>;
  /** What using a thing uses too: a view its relations, a relation its partitions and policies, a function what it calls. */
  readonly uses: ReadonlyMap<Node, readonly Node[]>;
  /** Functions that may write: those that are volatile, by default all; PostgreSQL keeps the others from it. */
  readonly writers: ReadonlySet<Node>;
  /** What can move a thing and nothing behind it: the parents of a partition. */
  readonly besides: ReadonlyMap<Node, readonly Node[]>;
  readonly writes: ReadonlyMap<Node, readonly WriteEdge[]>;
}

/** Where a statement enters the graph. */
export interface EntryPoints {
  readonly nodes: readonly Node[];
  readonly targets: readonly { readonly node: Node; readonly events: number }[];
}
