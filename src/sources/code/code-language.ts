import type { Node } from 'web-tree-sitter';
import type { Expression } from './expression.ts';
import type { FileIndex } from './file-index.ts';

/** Reads any expression; what it does not know is a hole. */
export type ReadExpression = (node: Node) => Expression;

/** How one type of node is read; null when this node is no string expression after all. */
export type ExpressionReader = (node: Node, read: ReadExpression) => Expression | null;

/** A name that a node gives to what is in it. `class` qualifies the other two. */
export interface ScopeName {
  readonly kind: 'function' | 'constant' | 'class';
  readonly name: string;
}

/** A name that a file takes from another. */
export interface ImportedName {
  /** The name here; `*` for every name that is not declared here and has no owner. */
  readonly local: string;
  /** The name there; null when `local` is the whole module. */
  readonly imported: string | null;
  /** The module as the file names it. */
  readonly module: string;
  /** The class there that the name is a member of. */
  readonly owner?: string;
}

/** A parameter of a function. */
export interface ParameterNode {
  /** Null for one that takes its argument apart, or takes several. */
  readonly name: string | null;
  /** What it is when the call gives no argument; null when nothing is said. */
  readonly fallback: Node | null;
}

/** A function whose value is one expression, whatever it is called with. */
export interface FunctionNode {
  readonly name: Node;
  readonly parameters: readonly ParameterNode[];
  readonly returned: Node;
}

/** How a language's functions are read. */
export interface FunctionReader {
  /** Nodes that may declare a function. */
  readonly types: readonly string[];
  /** Null for a function that returns in several places, or not at once. */
  readonly read: (node: Node) => FunctionNode | null;
}

/** One programming language: what in its syntax tree makes strings, names and constants. Node types are its grammar's. */
export interface CodeLanguage {
  readonly name: string;
  /** File name of the prebuilt grammar. */
  readonly grammar: string;
  /** In lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Nodes that are string literals. */
  readonly literals: readonly string[];
  /** The expression that a literal is, where that is another node (a heredoc's start); null when there is none. */
  readonly expressionOf?: (literal: Node) => Node | null;
  /** Nodes that are, or can be, string expressions, literals included. */
  readonly readers: ReadonlyMap<string, ExpressionReader>;
  /** Nodes between a string expression and the larger one that it is a part of, such as an interpolation. */
  readonly links: ReadonlySet<string>;
  /** Nodes between a string expression and what it is handed to. */
  readonly carriers: ReadonlySet<string>;
  /** What a node hands its strings to, as the program names it: `db.query`, `sql`, `Query`, the name of a constant. */
  readonly receiverOf: (node: Node) => string | null;
  /** The variable that a node gives its string to, or null. */
  readonly variableOf: (node: Node) => Node | null;
  /** Nodes that are statements that throw their string away, such as a docstring. */
  readonly discards: ReadonlySet<string>;
  readonly scopeNameOf: (node: Node) => ScopeName | null;
  /** Nodes in which a declared name is known. */
  readonly scopes: ReadonlySet<string>;
  /**
   * A tree-sitter query. `@name` with `@value` is a declaration; `@bound` binds a name to what is not known (a
   * parameter); `@assigned` is a name that gets another value; `@appended` with `@piece` one that gets a longer one.
   */
  readonly declarations: string;
  /** Functions that calls are followed into; left out where none are. */
  readonly functions?: FunctionReader;
  /** What stands for the class around: `this`, `self`. */
  readonly selves: ReadonlySet<string>;
  /** Whether the members of a class are known by their bare name inside of it. */
  readonly hasBareMembers: boolean;
  readonly importsOf: (root: Node) => readonly ImportedName[];
  /** Whether the owner of a name is found by its own name, imported or not, as the class `Tables` in `Tables.java`. */
  readonly findsOwners: boolean;
  /** Paths that a module, or the owner of a name, may have: relative to the repository, likeliest first. */
  readonly modulePaths: (module: string, from: string, files: FileIndex) => readonly string[];
  /** The query language, other than SQL, that a string is in for sure (`JPQL`), or null. */
  readonly otherLanguageOf?: (node: Node) => string | null;
}
