import type { Node, Query } from 'web-tree-sitter';
import { ancestorsOf } from './ancestors.ts';
import type { CodeLanguage } from './code-language.ts';
import type { Expression, Range, ReferenceExpression } from './expression.ts';
import { makeHole, sourceOf } from './make-expression.ts';
import { readExpression } from './read-expression.ts';

/** A name where the file declares it; `value` is null for a parameter and the like. */
interface Declaration {
  readonly name: Node;
  readonly value: Node | null;
  /** Looked up when it is first asked for: the way up from a node takes its time, and a bundle has a thousand names `e`. */
  place?: Place;
}

/** Where a name is known. */
interface Place {
  /** The class or constant that it is a member of; null in a function and at top level. */
  readonly owner: { readonly name: string; readonly node: Node } | null;
  /** The nearest node in which a declared name is known. */
  readonly scope: Node;
}

/** A name where it gets another value, or, with a piece, a longer one. */
interface Change {
  readonly name: Node;
  readonly piece: Node | null;
}

/** Nodes, over all languages, below which code runs sometimes, or several times. */
const BRANCHES = new Set(
  [
    'if_statement if_expression if unless else elsif if_modifier unless_modifier conditional_expression',
    'for_statement for_in_statement for_expression for foreach_statement enhanced_for_statement while_statement',
    'while_expression while while_modifier until loop_expression do_statement do_while_statement switch_statement',
    'switch_expression expression_switch_statement type_switch_statement match_expression match_statement when_expression',
    'case when case_clause try_statement try_expression try_with_resources_statement begin rescue catch_clause',
    'lambda lambda_expression lambda_literal arrow_function function_expression anonymous_function func_literal',
    'closure_expression block do_block',
  ].flatMap((line) => line.split(' ')),
);

/** The names that one file declares. They read its syntax tree, and live as long as the tree does. */
export class Declarations {
  readonly #declared = new Map<string, Declaration[]>();
  readonly #changes = new Map<string, Change[]>();
  readonly #language: CodeLanguage;

  constructor(root: Node, query: Query, language: CodeLanguage) {
    this.#language = language;
    const seen = new Set<number>();
    const matches = query.matches(root).map(({ captures }) => new Map(captures.map((c) => [c.name, c.node])));
    for (const nodes of matches) {
      const [name, value] = [nodes.get('name'), nodes.get('value')];
      if (name === undefined || value === undefined || seen.has(name.startIndex)) continue;
      seen.add(name.startIndex);
      push(this.#declared, name.text, { name, value });
    }
    for (const nodes of matches) {
      const bound = nodes.get('bound');
      if (bound !== undefined && !seen.has(bound.startIndex)) {
        push(this.#declared, bound.text, { name: bound, value: null });
      }
      const changed = nodes.get('assigned') ?? nodes.get('appended');
      if (changed !== undefined) {
        push(this.#changes, changed.text, { name: changed, piece: nodes.get('piece') ?? null });
      }
    }
  }

  /** Names that the whole file may know, and the classes that they are members of; each pair once. */
  listShared(): readonly { readonly name: string; readonly owner: string | null }[] {
    return [...this.#declared].flatMap(([name, declarations]) => {
      const valued = declarations.filter(({ value }) => value !== null);
      const owners = new Set(valued.map((declaration) => this.#placeOf(declaration).owner?.name ?? null));
      return [...owners].map((owner) => ({ name, owner }));
    });
  }

  /** The value of a name that the whole file knows, when there is one; `owner` is the class that it is a member of. */
  findShared(name: string, owner: string | null): Expression | null {
    const candidates = (this.#declared.get(name) ?? []).filter((declaration) => {
      const { owner: found, scope } = this.#placeOf(declaration);
      if (owner !== null) return found?.name === owner;
      return found === null && scope.id === declaration.name.tree.rootNode.id;
    });
    return this.#valueOf(candidates);
  }

  /** The value that a reference stands for, when it is one and the same wherever the program runs. */
  find({ name, owner, start }: ReferenceExpression, ownerHere: string | null): Expression | null {
    const named = this.#declared.get(name) ?? [];
    const { selves, hasBareMembers } = this.#language;
    if (owner !== null) {
      const wanted = selves.has(owner) ? ownerHere : owner;
      return wanted === null
        ? null
        : this.#valueOf(named.filter((d) => this.#placeOf(d).owner?.name === wanted));
    }
    const visible = named.flatMap((declaration) => {
      const { owner: member, scope: nearest } = this.#placeOf(declaration);
      const scope = member === null ? nearest : member.node;
      const isKnown =
        start >= scope.startIndex && start < scope.endIndex && (member === null || hasBareMembers);
      return isKnown ? [{ declaration, size: scope.endIndex - scope.startIndex }] : [];
    });
    const innermost = Math.min(...visible.map(({ size }) => size));
    return this.#valueOf(
      visible.filter(({ size }) => size === innermost).map(({ declaration }) => declaration),
    );
  }

  /** The innermost scope that declares a name where it is used; null when the file does not declare it there. */
  scopeOf(name: string, start: number): Node | null {
    const scopes = (this.#declared.get(name) ?? [])
      .filter((declaration) => this.#ownerOf(declaration.name) === null)
      .map((declaration) => this.#nearestScope(declaration.name))
      .filter((scope) => start >= scope.startIndex && start < scope.endIndex);
    return scopes.sort((a, b) => b.startIndex - a.startIndex)[0] ?? null;
  }

  /** Whether a name is declared once in that range and never gets another value there. */
  isConstantIn(name: string, range: Range): boolean {
    const isIn = ({ name: { startIndex: start } }: { readonly name: Node }): boolean =>
      start >= range.start && start < range.end;
    const declared = (this.#declared.get(name) ?? []).filter(isIn);
    return declared.length === 1 && !(this.#changes.get(name) ?? []).some(isIn);
  }

  /** What is added to a variable after it got its first text: pieces that always are, and holes for those that may be. */
  findAdditions(variable: Node, after: number): readonly Expression[] {
    const scope = this.#nearestScope(variable);
    const isLater = ({ name }: { readonly name: Node }): boolean =>
      name.startIndex >= after && name.startIndex < scope.endIndex;
    const pieces = (this.#changes.get(variable.text) ?? []).filter(isLater).flatMap(({ name, piece }) => {
      if (piece === null) return [];
      return [isConditional(name, variable) ? additionHole(piece) : readExpression(piece, this.#language)];
    });
    // `query = query + '…'`: what it is made of then is not followed.
    const rewritten = (this.#declared.get(variable.text) ?? []).filter(isLater).flatMap(({ value }) => {
      return value !== null && startsWithName(value, variable.text) ? [additionHole(value)] : [];
    });
    return [...pieces, ...rewritten].sort((a, b) => a.start - b.start);
  }

  #valueOf(candidates: readonly Declaration[]): Expression | null {
    const [only, ...others] = candidates;
    if (only === undefined || only.value === null || others.length > 0) return null;
    const place = this.#placeOf(only);
    const scope = place.owner === null ? place.scope : null;
    const isChanged = (this.#changes.get(only.name.text) ?? []).some(
      ({ name }) => scope === null || contains(scope, { start: name.startIndex, end: name.endIndex }),
    );
    return isChanged ? null : readExpression(only.value, this.#language);
  }

  #placeOf(declaration: Declaration): Place {
    const { name } = declaration;
    declaration.place ??= { owner: this.#ownerOf(name), scope: this.#nearestScope(name) };
    return declaration.place;
  }

  #ownerOf(name: Node): { readonly name: string; readonly node: Node } | null {
    for (const node of ancestorsOf(name).slice(1)) {
      const scope = this.#language.scopeNameOf(node);
      // The declaration itself may have the name.
      if (scope?.kind === 'constant' && scope.name === name.text) continue;
      if (scope !== null) return scope.kind === 'function' ? null : { name: scope.name, node };
      if (this.#language.scopes.has(node.type)) return null;
    }
    return null;
  }

  #nearestScope(node: Node): Node {
    let scope = node;
    for (const at of ancestorsOf(node)) {
      scope = at;
      if (this.#language.scopes.has(at.type)) break;
    }
    return scope;
  }
}

/** A hole that shows the whole statement: `query += "…"`. */
function additionHole(piece: Node): Expression {
  return { ...makeHole(piece, 'fragment'), source: sourceOf(piece.parent ?? piece) };
}

/** Whether a change runs otherwise than its variable's declaration: below a condition, a loop or a closure of its own. */
function isConditional(change: Node, variable: Node): boolean {
  for (const node of ancestorsOf(change)) {
    if (node.startIndex <= variable.startIndex && node.endIndex >= variable.endIndex) return false;
    if (BRANCHES.has(node.type)) return true;
  }
  return false;
}

/** Whether the first thing in an expression is that name. */
function startsWithName(value: Node, name: string): boolean {
  let first: Node = value;
  while (first.text !== name && first.firstChild !== null) first = first.firstChild;
  return first !== value && first.text === name;
}

function contains(node: Node, { start, end }: Range): boolean {
  return start >= node.startIndex && end <= node.endIndex;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
