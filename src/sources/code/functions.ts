import type { Node } from 'web-tree-sitter';
import { ancestorsOf } from './ancestors.ts';
import type { CodeLanguage, FunctionNode } from './code-language.ts';
import type { Declarations } from './declarations.ts';
import type { CallExpression, Expression, Range } from './expression.ts';
import { readExpression } from './read-expression.ts';

/** What a call of a function stands for. */
export interface FunctionBody extends Range {
  readonly returned: Expression;
  /** Parameters that keep their value, with the argument or the default. Those without either are left out. */
  readonly bound: ReadonlyMap<string, { readonly value: Expression; readonly isArgument: boolean }>;
}

/** A function where the file declares it. */
interface DeclaredFunction extends FunctionNode {
  readonly node: Node;
  /** The class that it is a member of, or null. */
  readonly owner: string | null;
  /** Where it is known. */
  readonly scope: Node;
}

/** The functions of one file that return one expression. They read its syntax tree, and live as long as the tree does. */
export class Functions {
  readonly #root: Node;
  readonly #language: CodeLanguage;
  readonly #declarations: Declarations;
  #byName: ReadonlyMap<string, readonly DeclaredFunction[]> | null = null;

  constructor(root: Node, language: CodeLanguage, declarations: Declarations) {
    this.#root = root;
    this.#language = language;
    this.#declarations = declarations;
  }

  /** The function that a call stands for, when the file has exactly one; `ownerHere` is the class around the call. */
  find(call: CallExpression, ownerHere: string | null): FunctionBody | null {
    this.#byName ??= this.#list();
    const named = this.#byName.get(call.name) ?? [];
    const [only, ...others] = named.filter(({ owner, scope }) => {
      if (call.owner !== null)
        return this.#language.selves.has(call.owner) && owner === ownerHere && owner !== null;
      return owner === null && call.start >= scope.startIndex && call.start < scope.endIndex;
    });
    if (only === undefined || others.length > 0) return null;
    if (call.owner === null && this.#isHidden(call, only)) return null;
    return this.#bind(only, call);
  }

  /** Whether another thing of that name is nearer to the call, or the function calls itself. */
  #isHidden({ name, start }: CallExpression, { node, scope }: DeclaredFunction): boolean {
    if (start >= node.startIndex && start < node.endIndex) return true;
    const nearest = this.#declarations.scopeOf(name, start);
    return nearest !== null && nearest.startIndex > scope.startIndex;
  }

  #bind({ node, parameters, returned }: DeclaredFunction, { args }: CallExpression): FunctionBody {
    const range = { start: node.startIndex, end: node.endIndex };
    const bound = new Map<string, { value: Expression; isArgument: boolean }>();
    for (const [index, { name, fallback }] of parameters.entries()) {
      if (name === null || !this.#declarations.isConstantIn(name, range)) continue;
      const argument = args[index];
      if (argument !== undefined) bound.set(name, { value: argument, isArgument: true });
      else if (fallback !== null) {
        bound.set(name, { value: readExpression(fallback, this.#language), isArgument: false });
      }
    }
    return { ...range, returned: readExpression(returned, this.#language), bound };
  }

  #list(): ReadonlyMap<string, readonly DeclaredFunction[]> {
    const { functions, scopes } = this.#language;
    const found = (functions?.types ?? []).flatMap((type) => this.#root.descendantsOfType(type));
    const declared = found.flatMap((node): readonly DeclaredFunction[] => {
      const read = functions?.read(node) ?? null;
      if (read === null) return [];
      const around = ancestorsOf(node);
      const scope = around.find(({ type }) => scopes.has(type)) ?? this.#root;
      return [{ ...read, node, scope, owner: this.#ownerOf(around) }];
    });
    return Map.groupBy(declared, ({ name }) => name.text);
  }

  #ownerOf(around: readonly Node[]): string | null {
    for (const node of around) {
      const scope = this.#language.scopeNameOf(node);
      if (scope !== null) return scope.kind === 'class' ? scope.name : null;
      if (this.#language.scopes.has(node.type)) return null;
    }
    return null;
  }
}
