import type { Node } from 'web-tree-sitter';
import type { ExpressionReader, ReadExpression } from '../code-language.ts';
import type { Expression } from '../expression.ts';
import {
  readAsWritten,
  readChoice,
  readConcatenation,
  readList,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import { makeFormat, makeHole, makeJoin, makeSequence, makeText } from '../make-expression.ts';
import { constantText, quoteName } from '../quote-name.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';

/** Tags that make plain text, whose interpolations are part of it. */
const TEXT_TAGS = /^(?:String\.raw|raw|dedent|outdent|stripIndents?|oneLine\w*|html|css|gql|graphql)$/;

/** Helpers of SQL tags that send a list of values, that put a text in as it is, and that quote a name. */
const LIST_HELPERS = new Set(['join', 'array', 'values', 'tuple']);
const TEXT_HELPERS = new Set(['raw', 'unsafe', 'lit', '__dangerous__rawValue']);
const NAME_HELPERS = new Set(['identifier', 'ident', 'id', 'ref', 'table', 'column', 'name']);

const readString: ExpressionReader = (node, read) =>
  readLiteral(node, { open: 1, close: 1, escapes: ESCAPES }, read);

const readTemplate: ExpressionReader = (node, read) =>
  readLiteral(
    node,
    { open: 1, close: 1, escapes: ESCAPES, interpolations: { template_substitution: (n) => n.namedChild(0) } },
    read,
  );

/** A template with its tag; null when the tag makes plain text. */
function readTagged(node: Node, tag: string, template: Node, read: ReadExpression): Expression {
  const sequence = read(template);
  if (sequence.kind !== 'sequence' || TEXT_TAGS.test(tag)) return sequence;
  return { ...sequence, isTagged: true, start: node.startIndex, end: node.endIndex };
}

const readCall: ExpressionReader = (node, read) => {
  const callee = node.childForFieldName('function');
  const args = node.childForFieldName('arguments');
  if (callee === null || args === null) return null;
  if (args.type === 'template_string') return readTagged(node, callee.text, args, read);
  const [first, second] = args.namedChildren.filter((child) => !child.isExtra);
  const object = callee.childForFieldName('object');
  const method = callee.childForFieldName('property')?.text ?? callee.text;
  const root = rootOf(callee);
  if (/sql/i.test(root) || root === 'Prisma') return readHelper(node, method, first, read);
  if (method === 'join' && object !== null) {
    return makeJoin(node, read(object), first ? read(first) : makeText(node, ','));
  }
  if ((method === 'trim' || method === 'toString') && object !== null) return read(object);
  if (method === 'format' && first !== undefined && second !== undefined) {
    const [template, ...positional] = args.namedChildren.map(read);
    return template ? makeFormat(node, 'percent', template, positional) : null;
  }
  return null;
};

/** What a helper of a tag makes: `sql.raw('…')`, `sql.identifier(['a', 'b'])`, `sql('a')`, `Prisma.join(ids)`. */
function readHelper(node: Node, method: string, first: Node | undefined, read: ReadExpression): Expression {
  const argument = first && read(first);
  if (TEXT_HELPERS.has(method) && argument) return makeSequence(node, [argument], true);
  if (LIST_HELPERS.has(method)) return makeHole(node, 'list');
  const isName = NAME_HELPERS.has(method) || method === node.childForFieldName('function')?.text;
  const quoted = isName && argument ? quoteArgument(argument) : null;
  if (quoted !== null) return makeSequence(node, [makeText(node, quoted)], true);
  return makeHole(node, isName && method === node.childForFieldName('function')?.text ? 'list' : 'fragment');
}

/** `sql.identifier(['app', 'jobs'])` and `sql('app.jobs')`; null when the name is not constant. */
function quoteArgument(argument: Expression): string | null {
  if (argument.kind === 'list') return quoteName(argument.items);
  const text = constantText(argument);
  if (text === null) return null;
  const names = text.split('.').map((name) => `"${name.replaceAll('"', '""')}"`);
  return names.join('.');
}

/** ``sql<User>`…` ``, which the grammar takes for two comparisons; any other binary expression is a concatenation. */
const readBinary: ExpressionReader = (node, read) => {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  const tag = left?.childForFieldName('left');
  if (right?.type === 'template_string' && node.childForFieldName('operator')?.type === '>' && tag) {
    return left?.childForFieldName('operator')?.type === '<' ? readTagged(node, tag.text, right, read) : null;
  }
  return readConcatenation(['+'])(node, read);
};

/** The first name of `a.b.c`, or of the call that it starts with. */
function rootOf(node: Node): string {
  let root = node;
  for (let inner: Node | null = node; inner !== null; ) {
    root = inner;
    inner = inner.childForFieldName('object') ?? inner.childForFieldName('function');
  }
  return root.text;
}

function branchesOf(node: Node): readonly (Node | null)[] {
  return [node.childForFieldName('consequence'), node.childForFieldName('alternative')];
}

/** How JavaScript's and TypeScript's string expressions are read. */
export const javascriptReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string', readString],
  ['template_string', readTemplate],
  ['binary_expression', readBinary],
  ['call_expression', readCall],
  ['parenthesized_expression', readWrapped()],
  ['as_expression', readWrapped()],
  ['satisfies_expression', readWrapped()],
  ['non_null_expression', readWrapped()],
  ['ternary_expression', readChoice(branchesOf)],
  ['identifier', readName],
  ['member_expression', readMember('object', 'property')],
  ['array', readList],
  ['number', readAsWritten],
]);
