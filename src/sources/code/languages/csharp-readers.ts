import type { Node } from 'web-tree-sitter';
import type { ExpressionReader } from '../code-language.ts';
import { decodeEscape } from '../decode-escape.ts';
import {
  readAsWritten,
  readChoice,
  readConcatenation,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import { makeFormat, makeJoin, makeSequence } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';

/** Methods that send the interpolations of their text beside the SQL (Entity Framework). */
const SENDING_METHODS =
  /^(?:FromSql|FromSqlInterpolated|SqlQuery|ExecuteSql|ExecuteSqlInterpolated)(?:Async)?$/;

const readVerbatim: ExpressionReader = (node, read) =>
  readLiteral(node, { open: 2, close: 1, unescape: (text) => text.replaceAll('""', '"') }, read);

const readRaw: ExpressionReader = (node, read) => {
  const marks = node.lastChild?.text.length ?? 3;
  return readLiteral(node, { open: marks, close: marks }, read);
};

/** `$"…{x}"`, `$@"…"` and `$"""…"""`: signs, quotes, contents, quotes. */
const readInterpolated: ExpressionReader = (node, read) => {
  const signs = node.child(0)?.text ?? '$';
  const quotes = node.child(1)?.text ?? '"';
  const undouble = (text: string): string => {
    if (quotes.length > 1) return text;
    const single = text.replaceAll('{{', '{').replaceAll('}}', '}');
    return signs.includes('@') ? single.replaceAll('""', '"') : single;
  };
  const interpolation = (inner: Node) =>
    inner.namedChildren.find(({ type }) => !type.startsWith('interpolation_')) ?? null;
  const shape = { open: signs.length + quotes.length, close: node.lastChild?.text.length ?? 1 };
  const literal = readLiteral(
    node,
    {
      ...shape,
      escapes: { escape_sequence: decodeEscape },
      interpolations: { interpolation },
      unescape: undouble,
    },
    read,
  );
  return { ...literal, isTagged: isSent(node) };
};

function isSent(node: Node): boolean {
  const call = node.parent?.parent?.parent;
  const callee = call?.type === 'invocation_expression' ? call.childForFieldName('function') : null;
  const name = callee?.childForFieldName('name') ?? callee;
  return SENDING_METHODS.test(name?.text.replace(/<.*>$/s, '') ?? '');
}

const readCall: ExpressionReader = (node, read) => {
  const callee = node.childForFieldName('function');
  const args = (node.childForFieldName('arguments')?.namedChildren ?? []).flatMap(
    (argument) => argument.namedChild(argument.namedChildCount - 1) ?? [],
  );
  const [first, ...others] = args;
  const object = callee?.childForFieldName('expression');
  const method = callee?.childForFieldName('name')?.text ?? '';
  if (!object) return null;
  if (method === 'Trim' || method === 'ToString') return read(object);
  if (!/^string$/i.test(object.text) || first === undefined) return null;
  if (method === 'Format') return makeFormat(node, 'braces', read(first), others.map(read));
  if (method === 'Concat') return makeSequence(node, args.map(read));
  const [only] = others;
  return method === 'Join' && only ? makeJoin(node, read(only), read(first)) : null;
};

/** How C#'s string expressions are read. */
export const csharpReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string_literal', (node, read) => readLiteral(node, { open: 1, close: 1, escapes: ESCAPES }, read)],
  ['verbatim_string_literal', readVerbatim],
  ['raw_string_literal', readRaw],
  ['interpolated_string_expression', readInterpolated],
  ['binary_expression', readConcatenation(['+'])],
  ['invocation_expression', readCall],
  ['parenthesized_expression', readWrapped()],
  [
    'conditional_expression',
    readChoice((node) => [node.childForFieldName('consequence'), node.childForFieldName('alternative')]),
  ],
  ['identifier', readName],
  ['member_access_expression', readMember('expression', 'name')],
  ['integer_literal', readAsWritten],
]);
