import type { Node } from 'web-tree-sitter';
import type { ReadExpression } from './code-language.ts';
import { decodeEscape } from './decode-escape.ts';
import type { Expression, SequenceExpression } from './expression.ts';
import { sourceOf } from './make-expression.ts';

/** How the inside of a literal is read. */
export interface LiteralShape {
  /** Length of its opening and closing marks, UTF-16 units. */
  readonly open: number;
  readonly close: number;
  /** Nodes inside that stand for other text, and the text. */
  readonly escapes?: Readonly<Record<string, (raw: string) => string>>;
  /** Nodes inside that hold an expression; null for those that are text all the same. */
  readonly interpolations?: Readonly<Record<string, (node: Node) => Node | null>>;
  /** What is done to text between them, such as doubled quotes. It must keep line breaks. */
  readonly unescape?: (text: string) => string;
}

/** The escape sequences of most grammars. */
export const ESCAPES = { escape_sequence: decodeEscape } as const;

/**
 * Reads a literal as text with interpolations. Line breaks become `\n`: an editor's setting of line endings is no change
 * of a query. `from` is where the text is, when it is in another node (the body of a heredoc).
 */
export function readLiteral(node: Node, shape: LiteralShape, read: ReadExpression): SequenceExpression {
  const parts: Expression[] = [];
  const source = node.text;
  const end = node.endIndex - shape.close;
  let copied = node.startIndex + shape.open;
  const copy = (until: number): void => {
    const raw = source.slice(copied - node.startIndex, until - node.startIndex).replaceAll('\r\n', '\n');
    const text = shape.unescape ? shape.unescape(raw) : raw;
    if (text !== '') parts.push({ kind: 'text', text, isVerbatim: true, start: copied, end: until });
    copied = until;
  };
  for (const special of findSpecials(node, shape)) {
    if (special.startIndex < copied || special.endIndex > end) continue;
    const { startIndex: start, endIndex } = special;
    const decode = shape.escapes?.[special.type];
    if (decode !== undefined) {
      copy(start);
      parts.push({ kind: 'text', text: decode(special.text), isVerbatim: false, start, end: endIndex });
    } else {
      const inner = shape.interpolations?.[special.type]?.(special) ?? null;
      if (inner === null) continue;
      copy(start);
      parts.push({ kind: 'interpolation', value: read(inner), source: sourceOf(inner), start, end: endIndex });
    }
    copied = endIndex;
  }
  copy(end);
  return { kind: 'sequence', parts, isTagged: false, start: node.startIndex, end: node.endIndex };
}

/** Escapes and interpolations in order; some grammars have them below the content of the literal. */
function findSpecials(node: Node, shape: LiteralShape): readonly Node[] {
  const isSpecial = ({ type }: Node): boolean =>
    shape.escapes?.[type] !== undefined || shape.interpolations?.[type] !== undefined;
  return node.children.flatMap((child) => (isSpecial(child) ? [child] : child.children.filter(isSpecial)));
}
