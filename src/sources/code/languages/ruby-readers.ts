import type { Node } from 'web-tree-sitter';
import type { ExpressionReader } from '../code-language.ts';
import type { Expression } from '../expression.ts';
import {
  operatorOf,
  readAdjacent,
  readAsWritten,
  readChoice,
  readConcatenation,
  readList,
  readMember,
  readName,
} from '../expression-readers.ts';
import { makeFormat, makeJoin, makeText } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';
import { findHeredocBody } from './ruby-heredocs.ts';

/** Methods of a text that give it back, in other spacing at most. */
const TRIMMERS = new Set([
  'freeze',
  'squish',
  'strip',
  'chomp',
  'dup',
  'strip_heredoc',
  'to_s',
  'lstrip',
  'rstrip',
]);

const interpolations = { interpolation: (node: Node) => node.namedChild(0) };

/** Any quotes: `'…'`, `"…"`, `%q(…)`; those that take no escapes have none in the tree. */
const readString: ExpressionReader = (node, read) => {
  const open = node.child(0)?.text.length ?? 1;
  const close = node.lastChild?.text.length ?? 1;
  return readLiteral(node, { open, close, escapes: ESCAPES, interpolations }, read);
};

const readHeredoc: ExpressionReader = (node, read) => {
  const body = findHeredocBody(node);
  if (body === null) return null;
  const close = body.lastChild?.type === 'heredoc_end' ? body.lastChild.text.length : 0;
  return readLiteral(body, { open: 0, close, escapes: ESCAPES, interpolations }, read);
};

const readBinary: ExpressionReader = (node, read) => {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (operatorOf(node) !== '%' || left === null || right === null) return readConcatenation(['+'])(node, read);
  if (right.type === 'hash')
    return makeFormat(node, 'percent', read(left), [], (name) => findIn(right, name, read));
  const values = right.type === 'array' ? right.namedChildren : [right];
  return makeFormat(node, 'percent', read(left), values.map(read));
};

function findIn(hash: Node, name: string, read: (node: Node) => Expression): Expression | null {
  const pair = hash.namedChildren.find(
    (item) => item.childForFieldName('key')?.text.replace(/^:|:$/g, '') === name,
  );
  const value = pair?.childForFieldName('value');
  return value ? read(value) : null;
}

const readCall: ExpressionReader = (node, read) => {
  const receiver = node.childForFieldName('receiver');
  const method = node.childForFieldName('method')?.text ?? '';
  const args = node.childForFieldName('arguments')?.namedChildren.filter((arg) => !arg.isExtra) ?? [];
  const [first, ...others] = args;
  if (receiver !== null && TRIMMERS.has(method)) return read(receiver);
  if (receiver !== null && method === 'join') {
    return makeJoin(node, read(receiver), first ? read(first) : makeText(node, ''));
  }
  if (first === undefined) return null;
  if (receiver === null && (method === 'format' || method === 'sprintf')) {
    return makeFormat(node, 'percent', read(first), others.map(read));
  }
  return receiver?.text === 'Arel' && method === 'sql' ? read(first) : null;
};

/** How Ruby's string expressions are read. */
export const rubyReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string', readString],
  ['heredoc_beginning', readHeredoc],
  ['chained_string', readAdjacent],
  ['binary', readBinary],
  ['call', readCall],
  [
    'conditional',
    readChoice((node) => [node.childForFieldName('consequence'), node.childForFieldName('alternative')]),
  ],
  ['identifier', readName],
  ['constant', readName],
  ['instance_variable', readName],
  ['scope_resolution', readMember('scope', 'name')],
  ['array', readList],
  ['integer', readAsWritten],
]);
