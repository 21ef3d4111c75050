import { Language, type Node, Parser, Query } from 'web-tree-sitter';
import type { CodeLanguage } from './code-language.ts';

/** Longest time to parse and read one file, ms. Real files of a megabyte take under one second. */
const TIMEOUT_MS = 10_000;

/** A language's grammar, loaded. */
interface LoadedGrammar {
  readonly grammar: Language;
  /** Captures the string literals. */
  readonly literals: Query;
  /** The language's `declarations`. Compiling a query takes as long as parsing a small file, so each is kept. */
  readonly declarations: Query;
}

/** One file's syntax tree, as long as it lives. */
export interface CodeTree {
  readonly root: Node;
  /** Finds the language's `declarations`. */
  readonly declarations: Query;
  /** Its string literals, in order. */
  readonly literals: readonly Node[];
  /** To be called between the steps of a longer work on the tree: throws when the file's time is over. */
  readonly checkTime: () => void;
}

/** A value, or in words why there is none. */
export type Parsed<T> = { readonly value: T } | { readonly reason: string };

/** What gives the bytes of a WASM file, and how long a parse may take (ms). */
export interface CodeParserOptions {
  readonly readGrammar: (file: string) => Promise<Buffer>;
  readonly timeoutMs?: number;
}

/** The time for one file is over. */
class OutOfTime extends Error {}

let starting: Promise<void> | null = null;

/** Loads tree-sitter itself, once for the process; one that fails is tried again by the next language. */
function startTreeSitter(readGrammar: CodeParserOptions['readGrammar']): Promise<void> {
  starting ??= readGrammar('web-tree-sitter.wasm')
    .then((wasmBinary) => Parser.init({ wasmBinary }))
    .catch((error: unknown) => {
      starting = null;
      throw error;
    });
  return starting;
}

/** Parses code with tree-sitter. A grammar is loaded when the first file of its language comes; one that fails, once. */
export class CodeParser {
  readonly #readGrammar: CodeParserOptions['readGrammar'];
  readonly #timeoutMs: number;
  readonly #grammars = new Map<string, Promise<LoadedGrammar>>();
  #parser: Parser | null = null;

  constructor({ readGrammar, timeoutMs = TIMEOUT_MS }: CodeParserOptions) {
    this.#readGrammar = readGrammar;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Hands the tree of a text to `use` and frees it afterwards: WebAssembly's memory is not collected. Nothing of the
   * tree may be kept. Never throws because of what the text holds.
   */
  async parse<T>(language: CodeLanguage, text: string, use: (tree: CodeTree) => T): Promise<Parsed<T>> {
    let loaded: LoadedGrammar;
    try {
      loaded = await this.#load(language);
    } catch (error) {
      return { reason: `the grammar of ${language.name} did not load: ${messageOf(error)}` };
    }
    try {
      return this.#parse(loaded, text, use);
    } catch (error) {
      if (error instanceof OutOfTime) return { reason: `not read in ${this.#timeoutMs / 1000} s` };
      // WebAssembly's own errors: out of memory, out of stack.
      if (!(error instanceof Error && ['RangeError', 'RuntimeError'].includes(error.name))) throw error;
      return {
        reason: `nested too deeply, or too large, for the parser of ${language.name}: ${error.message}`,
      };
    }
  }

  #parse<T>(
    { grammar, literals, declarations }: LoadedGrammar,
    text: string,
    use: (tree: CodeTree) => T,
  ): Parsed<T> {
    const parser = this.#parser ?? new Parser();
    // It comes back when it has done its work: after a time-out or an error of WebAssembly nobody knows what it holds.
    this.#parser = null;
    const deadline = performance.now() + this.#timeoutMs;
    const isOver = (): boolean => performance.now() > deadline;
    const checkTime = (): void => {
      if (isOver()) throw new OutOfTime();
    };
    let isIntact = false;
    try {
      parser.setLanguage(grammar);
      const tree = parser.parse(text, null, { progressCallback: isOver });
      if (tree === null) throw new OutOfTime();
      try {
        const root = tree.rootNode;
        const nodes = literals.captures(root).map(({ node }) => node);
        const value = use({ root, declarations, literals: nodes, checkTime });
        isIntact = true;
        return { value };
      } finally {
        tree.delete();
      }
    } finally {
      if (isIntact) this.#parser = parser;
      else parser.delete();
    }
  }

  #load(language: CodeLanguage): Promise<LoadedGrammar> {
    const known = this.#grammars.get(language.grammar);
    if (known !== undefined) return known;
    const loading = this.#loadGrammar(language);
    this.#grammars.set(language.grammar, loading);
    return loading;
  }

  async #loadGrammar({ grammar: file, literals, declarations }: CodeLanguage): Promise<LoadedGrammar> {
    const readGrammar = this.#readGrammar;
    await startTreeSitter(readGrammar);
    const grammar = await Language.load(await readGrammar(file));
    const captured = literals.map((type) => `(${type})`).join(' ');
    return {
      grammar,
      literals: new Query(grammar, `[${captured}] @literal`),
      declarations: new Query(grammar, declarations),
    };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
