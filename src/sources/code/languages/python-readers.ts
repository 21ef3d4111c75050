import type { Node } from 'web-tree-sitter';
import type { ExpressionReader, ReadExpression } from '../code-language.ts';
import { decodeEscape } from '../decode-escape.ts';
import type { Expression } from '../expression.ts';
import {
  readAdjacent,
  readAsWritten,
  readChoice,
  readConcatenation,
  readList,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import { makeFormat, makeHole, makeJoin, makeText } from '../make-expression.ts';
import { quoteName } from '../quote-name.ts';
import { readLiteral } from '../read-literal.ts';

/** Functions and methods that give back their text, in other spacing at most. */
const WRAPPERS = new Set(['SQL', 'text', 'dedent', 'cleandoc', 'str', 'RawSQL']);
const TRIMMERS = new Set(['strip', 'lstrip', 'rstrip']);

/** `r'…'`, `f"…"`, `"""…"""`: the first child is prefix and quotes. */
const readString: ExpressionReader = (node, read) => {
  const start = node.child(0)?.text ?? '"';
  const close = node.lastChild?.text.length ?? 1;
  const escapes = /^[a-z]*r/i.test(start)
    ? {}
    : { escape_sequence: decodeEscape, escape_interpolation: (raw: string) => raw.charAt(0) };
  const interpolations = { interpolation: (inner: Node) => inner.childForFieldName('expression') };
  return readLiteral(node, { open: start.length, close, escapes, interpolations }, read);
};

const readBinary: ExpressionReader = (node, read) => {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (node.childForFieldName('operator')?.type !== '%') return readConcatenation(['+'])(node, read);
  if (left === null || right === null || left.type === 'integer') return null;
  if (right.type === 'dictionary') return makeFormat(node, 'percent', read(left), [], findIn(right, read));
  const values = right.type === 'tuple' ? right.namedChildren : [right];
  return makeFormat(node, 'percent', read(left), values.map(read));
};

const readCall: ExpressionReader = (node, read) => {
  const callee = node.childForFieldName('function');
  const args = node.childForFieldName('arguments');
  if (callee === null || args === null) return null;
  const object = callee.childForFieldName('object');
  const method = callee.childForFieldName('attribute')?.text ?? callee.text;
  const positional = args.namedChildren.filter((arg) => !arg.isExtra && arg.type !== 'keyword_argument');
  const [first] = positional;
  if (object !== null && method === 'format') {
    return makeFormat(node, 'braces', read(object), positional.map(read), findArgument(args, read));
  }
  if (object !== null && method === 'join' && first) return makeJoin(node, read(first), read(object));
  if (object !== null && TRIMMERS.has(method)) return read(object);
  if (first === undefined) return method === 'Placeholder' ? makeHole(node, 'value') : null;
  if (WRAPPERS.has(method)) return read(first);
  // psycopg's composition of SQL.
  if (method === 'Identifier') {
    const quoted = quoteName(positional.map(read));
    return quoted === null ? makeHole(node, 'fragment') : makeText(node, quoted);
  }
  return method === 'Literal' || method === 'Placeholder' ? makeHole(node, 'value') : null;
};

function findArgument(args: Node, read: ReadExpression): (name: string) => Expression | null {
  return (name) => {
    const found = args.namedChildren.find((arg) => arg.childForFieldName('name')?.text === name);
    const value = found?.childForFieldName('value');
    return value ? read(value) : null;
  };
}

function findIn(dictionary: Node, read: ReadExpression): (name: string) => Expression | null {
  return (name) => {
    const isKey = (key: string | undefined): boolean => key === `'${name}'` || key === `"${name}"`;
    const found = dictionary.namedChildren.find((pair) => isKey(pair.childForFieldName('key')?.text));
    const value = found?.childForFieldName('value');
    return value ? read(value) : null;
  };
}

/** How Python's string expressions are read. */
export const pythonReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string', readString],
  ['concatenated_string', readAdjacent],
  ['binary_operator', readBinary],
  ['call', readCall],
  ['parenthesized_expression', readWrapped()],
  ['conditional_expression', readChoice((node) => [node.namedChild(0), node.namedChild(2)])],
  ['identifier', readName],
  ['attribute', readMember('object', 'attribute')],
  ['list', readList],
  ['tuple', readList],
  ['integer', readAsWritten],
  ['float', readAsWritten],
]);
