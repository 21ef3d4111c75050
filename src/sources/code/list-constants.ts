import type { CodeLanguage } from './code-language.ts';
import type { CodeTree } from './code-parser.ts';
import { Declarations } from './declarations.ts';
import type { Expression, ReferenceExpression } from './expression.ts';
import { type FindConstant, resolveExpression } from './resolve-expression.ts';

/** A constant that a file can give to others. */
export interface SharedConstant {
  readonly name: string;
  /** The class that it is a member of, or null. */
  readonly owner: string | null;
  /** Its text, or as JSON the texts of its items. */
  readonly text: string;
}

/** Every constant of a file whose text, or the texts of whose items, the file alone tells. */
export function listConstants(tree: CodeTree, language: CodeLanguage): readonly SharedConstant[] {
  const declarations = new Declarations(tree.root, tree.declarations, language);
  return declarations.listShared().flatMap(({ name, owner }) => {
    tree.checkTime();
    const value = declarations.findShared(name, owner);
    if (value === null) return [];
    const find = (reference: ReferenceExpression) => declarations.find(reference, owner);
    const texts = value.kind === 'list' ? value.items.map((item) => constantTextOf(item, find)) : null;
    const text = texts === null ? constantTextOf(value, find) : JSON.stringify(texts);
    return text === null ? [] : [{ name, owner, text }];
  });
}

/** The text of an expression when all of it is known, else null. */
export function constantTextOf(expression: Expression, find: FindConstant): string | null {
  const parts = resolveExpression(expression, find).map(({ part }) => part);
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null;
}
