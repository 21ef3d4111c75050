import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ReadExpression } from './code-language.ts';
import type { Expression } from './expression.ts';
import { makeHole } from './make-expression.ts';

/** Expressions inside of expressions that are followed; nobody writes more, and a hostile file may. */
export const MAX_DEPTH = 20;

/** Reads the expression of a node; what the language does not know, or what is nested too deeply, is a hole. */
export function readExpression(node: Node, language: CodeLanguage): Expression {
  const readAt = (depth: number): ReadExpression => {
    return (inner) => {
      const reader = depth < MAX_DEPTH ? language.readers.get(inner.type) : undefined;
      return reader?.(inner, readAt(depth + 1)) ?? makeHole(inner);
    };
  };
  return readAt(0)(node);
}

/** Whether an expression takes text from that stretch of the file. */
export function takesTextFrom(expression: Expression, start: number, end: number): boolean {
  switch (expression.kind) {
    case 'text':
      return expression.start >= start && expression.end <= end;
    case 'sequence':
      return expression.parts.some((part) => takesTextFrom(part, start, end));
    case 'interpolation':
      if (expression.end < start || expression.start > end) return false;
      return takesTextFrom(expression.value, start, end);
    case 'list':
      return expression.items.some((item) => takesTextFrom(item, start, end));
    case 'join':
      return takesTextFrom(expression.list, start, end) || takesTextFrom(expression.separator, start, end);
    case 'format':
      return [expression.template, ...expression.positional].some((part) => takesTextFrom(part, start, end));
    default:
      return false;
  }
}
