import type { Node } from 'web-tree-sitter';
import { QUERY_VERBS } from '../../sql/templates/query-words.ts';
import { ancestorsOf } from './ancestors.ts';
import type { CodeLanguage } from './code-language.ts';
import type { Expression } from './expression.ts';
import { operatorOf } from './expression-readers.ts';
import { MAX_DEPTH, readExpression, takesTextFrom } from './read-expression.ts';

/** Nodes between an expression and the one that it is a part of: an argument, its list, a member. */
const MAX_LINKS = 3;

/** Expressions found last that a literal may be a piece of; literals come in the order of the file. */
const NEAR = 20;

/** A string expression that may be a query, as large as it gets. */
export interface FoundString {
  readonly node: Node;
  readonly expression: Expression;
  /** The nodes around it, nearest first. */
  readonly ancestors: readonly Node[];
}

const VERB = new RegExp([...QUERY_VERBS].join('|'), 'i');

/** Words of SQL that a piece may have when the verb is in a constant before it. */
const LATER_WORD = /where|from|order|group|limit|returning|union|join|values|set/i;

/**
 * The largest string expressions around the literals of a file that have a word of a query, in the order of the file. A
 * piece of a larger expression is found once, as that expression. `checkTime` throws when there is no time left.
 */
export function findStrings(
  literals: readonly Node[],
  language: CodeLanguage,
  checkTime: () => void,
): readonly FoundString[] {
  const found: FoundString[] = [];
  for (const literal of literals) {
    const text = literal.text;
    if (!VERB.test(text) && !(LATER_WORD.test(text) && mayHaveHead(literal, language))) continue;
    checkTime();
    const start = language.expressionOf ? language.expressionOf(literal) : literal;
    if (start === null || found.slice(-NEAR).some((string) => covers(string, start))) continue;
    const string = climb(start, language);
    if (string !== null) found.push(string);
  }
  return found
    .filter(({ expression, ancestors }) => {
      // A tag does something with its text.
      return isTagged(expression) || !language.discards.has(ancestors[0]?.type ?? '');
    })
    .sort((a, b) => a.node.startIndex - b.node.startIndex);
}

/** Whether a literal is a piece of an expression that was found already. */
function covers({ node, expression }: FoundString, { startIndex, endIndex }: Node): boolean {
  return (
    node.startIndex <= startIndex &&
    node.endIndex >= endIndex &&
    takesTextFrom(expression, startIndex, endIndex)
  );
}

/** A literal that is not the first piece of what it belongs to, or starts with an interpolation. */
function mayHaveHead(literal: Node, language: CodeLanguage): boolean {
  const parent = literal.parent;
  const first = literal.namedChild(0)?.type ?? '';
  return parent !== null && (language.readers.has(parent.type) || language.links.has(first));
}

function climb(literal: Node, language: CodeLanguage): FoundString | null {
  const ancestors = ancestorsOf(literal);
  let found: FoundString = { node: literal, expression: readExpression(literal, language), ancestors };
  if (found.expression.kind === 'hole') return null;
  // An expression is not read deeper than that, so no larger one would have the literal.
  for (let steps = 0; steps < MAX_DEPTH; steps++) {
    const index = largerAt(found.ancestors, language);
    const node = found.ancestors[index];
    if (node === undefined) break;
    const expression = readExpression(node, language);
    if (!takesTextFrom(expression, found.node.startIndex, found.node.endIndex)) break;
    found = { node, expression, ancestors: found.ancestors.slice(index + 1) };
  }
  return found;
}

/** Index of the nearest node around that can be a string expression; of a chain of one operator, its top. -1: none. */
function largerAt(ancestors: readonly Node[], language: CodeLanguage): number {
  let index = 0;
  while (index < MAX_LINKS && language.links.has(ancestors[index]?.type ?? '')) index++;
  const nearest = ancestors[index];
  if (nearest === undefined || !language.readers.has(nearest.type)) return -1;
  const operator = operatorOf(nearest);
  for (
    let above = ancestors[index + 1];
    operator !== null && above !== undefined;
    above = ancestors[index + 1]
  ) {
    if (above.type !== nearest.type || operatorOf(above) !== operator) break;
    index++;
  }
  return index;
}

function isTagged(expression: Expression): boolean {
  return expression.kind === 'sequence' && expression.isTagged;
}
