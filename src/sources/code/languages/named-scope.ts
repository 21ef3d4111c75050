import type { Node } from 'web-tree-sitter';
import type { ScopeName } from '../code-language.ts';

/**
 * A scope's name from the node that holds it, a key in quotes or a symbol included; null where that is a pattern, an
 * index or any other string.
 */
export function namedScope(kind: ScopeName['kind'], node: Node | null | undefined): ScopeName | null {
  const name = node?.text.replace(/^(['"`])(.*)\1$/s, '$2').replace(/^:/, '') ?? '';
  return /^[\p{L}_$@][\p{L}\p{N}_$]*$/u.test(name) ? { kind, name: name.replace(/^[$@]+/, '') } : null;
}

/** The text of a field of a node, or null. */
export function fieldText(node: Node, field: string): string | null {
  return node.childForFieldName(field)?.text ?? null;
}
