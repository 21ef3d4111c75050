import type { Node } from 'web-tree-sitter';
import type { ExpressionReader } from '../code-language.ts';
import { decodeEscape } from '../decode-escape.ts';
import { readAsWritten, readChoice, readConcatenation, readName, readWrapped } from '../expression-readers.ts';
import { makeFormat, makeJoin, makeReference } from '../make-expression.ts';
import { type LiteralShape, readLiteral } from '../read-literal.ts';

const itself = (node: Node): Node => node;

/** What stands in a double-quoted string or a heredoc: `$x`, `{$x->y}`, `$x->y`, `$x[0]`, `${x}`. */
const INTERPOLATED: Omit<LiteralShape, 'open' | 'close'> = {
  // The braces of `{$x}` are tokens beside the expression.
  escapes: { escape_sequence: decodeEscape, '{': () => '', '}': () => '' },
  interpolations: {
    variable_name: itself,
    member_access_expression: itself,
    nullsafe_member_access_expression: itself,
    subscript_expression: itself,
    dynamic_variable_name: itself,
    member_call_expression: itself,
    scoped_call_expression: itself,
    scoped_property_access_expression: itself,
  },
};

/** Between single quotes a backslash escapes only itself and the quote. */
const SINGLE_QUOTED: LiteralShape = {
  open: 1,
  close: 1,
  unescape: (text) => text.replace(/\\(['\\])/g, '$1'),
};

const readHeredoc: ExpressionReader = (node, read) => {
  const body = node.childForFieldName('value');
  if (body === null) return null;
  const shape = node.type === 'heredoc' ? INTERPOLATED : {};
  const literal = readLiteral(body, { open: 0, close: 0, ...shape }, read);
  return { ...literal, start: node.startIndex, end: node.endIndex };
};

const readFunctionCall: ExpressionReader = (node, read) => {
  const args = (node.childForFieldName('arguments')?.namedChildren ?? []).map((argument) =>
    argument.namedChild(0),
  );
  const [first, ...others] = args.filter((argument) => argument !== null);
  if (first === undefined) return null;
  switch (node.childForFieldName('function')?.text) {
    case 'sprintf':
      return makeFormat(node, 'percent', read(first), others.map(read));
    case 'implode':
    case 'join':
      return others[0] ? makeJoin(node, read(others[0]), read(first)) : null;
    case 'trim':
    case 'rtrim':
    case 'ltrim':
      return read(first);
    default:
      return null;
  }
};

/** `self::TABLE` and `Tables::JOBS`. */
const readClassConstant: ExpressionReader = (node) => {
  const [owner, name] = [node.child(0), node.child(2)];
  return owner && name && makeReference(node, name.text, owner.text);
};

/** `$this->table`, whose declaration has the dollar sign. */
const readProperty: ExpressionReader = (node) => {
  const [owner, name] = [node.childForFieldName('object'), node.childForFieldName('name')];
  return owner && name && makeReference(node, `$${name.text}`, owner.text);
};

const readStaticProperty: ExpressionReader = (node) => {
  const [owner, name] = [node.childForFieldName('scope'), node.childForFieldName('name')];
  return owner && name && makeReference(node, name.text, owner.text);
};

const readArray: ExpressionReader = (node, read) => {
  const items = node.namedChildren.map((item) => read(item.namedChild(item.namedChildCount - 1) ?? item));
  return { kind: 'list', items, start: node.startIndex, end: node.endIndex };
};

/** How PHP's string expressions are read. */
export const phpReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string', (node, read) => readLiteral(node, SINGLE_QUOTED, read)],
  ['encapsed_string', (node, read) => readLiteral(node, { open: 1, close: 1, ...INTERPOLATED }, read)],
  ['heredoc', readHeredoc],
  ['nowdoc', readHeredoc],
  ['binary_expression', readConcatenation(['.'])],
  ['function_call_expression', readFunctionCall],
  ['parenthesized_expression', readWrapped()],
  [
    'conditional_expression',
    readChoice((node) => [node.childForFieldName('body'), node.childForFieldName('alternative')]),
  ],
  ['variable_name', readName],
  ['name', readName],
  ['class_constant_access_expression', readClassConstant],
  ['member_access_expression', readProperty],
  ['scoped_property_access_expression', readStaticProperty],
  ['array_creation_expression', readArray],
  ['integer', readAsWritten],
]);
