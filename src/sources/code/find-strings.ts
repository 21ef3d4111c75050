import type { Node } from 'web-tree-sitter';
import { QUERY_VERBS } from '../../sql/templates/query-words.ts';
import type { CodeLanguage } from './code-language.ts';
import type { Expression } from './expression.ts';
import { operatorOf } from './expression-readers.ts';
import { readExpression, takesTextFrom } from './read-expression.ts';

/** Nodes that are climbed from one literal. A longer chain of concatenations is cut there, and its head is a hole. */
const MAX_CLIMB = 2000;

/** A string expression that may be a query, as large as it gets. */
export interface FoundString {
  readonly node: Node;
  readonly expression: Expression;
}

const VERB = new RegExp([...QUERY_VERBS].join('|'), 'i');

/** Words of SQL that a piece may have when the verb is in a constant before it. */
const LATER_WORD = /where|from|order|group|limit|returning|union|join|values|set/i;

/**
 * The largest string expressions around the literals of a file that have a word of a query, in the order of the file. A
 * piece of a larger expression is found once, as that expression.
 */
export function findStrings(literals: readonly Node[], language: CodeLanguage): readonly FoundString[] {
  const found = new Map<string, FoundString>();
  for (const literal of literals) {
    const text = literal.text;
    if (!VERB.test(text) && !(LATER_WORD.test(text) && mayHaveHead(literal, language))) continue;
    const start = language.expressionOf ? language.expressionOf(literal) : literal;
    const string = start && climb(start, language);
    if (string !== null) found.set(`${string.node.startIndex}:${string.node.endIndex}`, string);
  }
  const all = [...found.values()].sort(
    (a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex,
  );
  return all.filter(({ node }) => !language.discards.has(node.parent?.type ?? ''));
}

/** A literal that is not the first piece of what it belongs to, or starts with an interpolation. */
function mayHaveHead(literal: Node, language: CodeLanguage): boolean {
  const parent = literal.parent;
  return (
    parent !== null &&
    (language.readers.has(parent.type) || language.links.has(literal.namedChild(0)?.type ?? ''))
  );
}

function climb(literal: Node, language: CodeLanguage): FoundString | null {
  let node = literal;
  let expression = readExpression(literal, language);
  if (expression.kind === 'hole') return null;
  for (let steps = 0; steps < MAX_CLIMB; steps++) {
    const parent = parentExpression(node, language);
    if (parent === null) break;
    const larger = readExpression(parent, language);
    if (!takesTextFrom(larger, node.startIndex, node.endIndex)) break;
    node = parent;
    expression = larger;
  }
  return { node, expression };
}

/** The nearest node above that can be a string expression; the top of a chain of one operator at once. */
function parentExpression(node: Node, language: CodeLanguage): Node | null {
  let parent = node.parent;
  for (let hops = 0; hops < 3 && parent !== null && language.links.has(parent.type); hops++)
    parent = parent.parent;
  if (parent === null || !language.readers.has(parent.type)) return null;
  const operator = operatorOf(parent);
  for (let steps = 0; operator !== null && steps < MAX_CLIMB; steps++) {
    const above: Node | null = parent.parent;
    if (above === null || above.type !== parent.type || operatorOf(above) !== operator) break;
    parent = above;
  }
  return parent;
}
