import type { Node } from 'web-tree-sitter';
import type {
  CallExpression,
  Expression,
  FormatExpression,
  HoleExpression,
  JoinExpression,
  ReferenceExpression,
  TextExpression,
} from './expression.ts';

/** Longest source of a hole that a message shows, characters. */
const MAX_SOURCE = 80;

/** The expression of a node as a reader may see it: one line, cut where it is long. */
export function sourceOf(node: Node): string {
  // Indentation is cut away, so more is looked at than shown.
  const line = node.text
    .slice(0, 10 * MAX_SOURCE)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_SOURCE ? `${line.slice(0, MAX_SOURCE - 1)}…` : line;
}

export function makeHole(node: Node, nature: HoleExpression['nature'] = 'unknown'): HoleExpression {
  return { kind: 'hole', source: sourceOf(node), nature, start: node.startIndex, end: node.endIndex };
}

export function makeText(node: Node, text: string): TextExpression {
  return { kind: 'text', text, isVerbatim: false, start: node.startIndex, end: node.endIndex };
}

export function makeReference(node: Node, name: string, owner: string | null): ReferenceExpression {
  return {
    kind: 'reference',
    name,
    owner,
    source: sourceOf(node),
    start: node.startIndex,
    end: node.endIndex,
  };
}

export function makeCall(
  node: Node,
  name: string,
  owner: string | null,
  args: readonly Expression[],
): CallExpression {
  const range = { start: node.startIndex, end: node.endIndex };
  return { kind: 'call', name, owner, args, source: sourceOf(node), ...range };
}

export function makeSequence(node: Node, parts: readonly Expression[], isTagged = false): Expression {
  return { kind: 'sequence', parts, isTagged, start: node.startIndex, end: node.endIndex };
}

/** `'… %s'` or `'… {}'` with what goes into it. */
export function makeFormat(
  node: Node,
  style: FormatExpression['style'],
  template: Expression,
  positional: readonly Expression[],
  findNamed: FormatExpression['findNamed'] = () => null,
): FormatExpression {
  const range = { start: node.startIndex, end: node.endIndex };
  return { kind: 'format', style, template, positional, findNamed, source: sourceOf(node), ...range };
}

/** The items of a list with a text between them. */
export function makeJoin(node: Node, list: Expression, separator: Expression): JoinExpression {
  return { kind: 'join', list, separator, source: sourceOf(node), start: node.startIndex, end: node.endIndex };
}
