import type { Node } from 'web-tree-sitter';
import type { ExpressionReader, ReadExpression } from '../code-language.ts';
import type { CallExpression, Expression } from '../expression.ts';
import {
  readAsWritten,
  readChoice,
  readConcatenation,
  readList,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import { makeCall, makeFormat, makeJoin, makeText } from '../make-expression.ts';
import { constantText, quoteName } from '../quote-name.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';

/** Tags that make plain text, whose interpolations are part of it. */
const TEXT_TAGS = /^(?:String\.raw|raw|dedent|outdent|stripIndents?|oneLine\w*|html|css|gql|graphql)$/;

/** Helpers of SQL tags that send a list of values, put a text in as it is, send one value of a type, and quote a name. */
const LIST_HELPERS = new Set(['join', 'array', 'values', 'tuple']);
const TEXT_HELPERS = new Set(['raw', 'unsafe', 'lit', '__dangerous__rawValue']);
const VALUE_HELPERS = new Set([
  'json',
  'jsonb',
  'typed',
  'binary',
  'date',
  'timestamp',
  'interval',
  'uuid',
  'literalValue',
]);
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
  const parts = sequence.parts.map((part) => {
    if (part.kind !== 'interpolation' || part.value.kind !== 'call') return part;
    return { ...part, value: readOwnHelper(part.value, tag) ?? part.value };
  });
  return { ...sequence, parts, isTagged: true, start: node.startIndex, end: node.endIndex };
}

/** A call of the tag itself, or of a member of it, inside of its template: a helper, whatever the tag is called. */
function readOwnHelper(call: CallExpression, tag: string): Expression | null {
  const called = call.owner === null ? call.name : `${call.owner}.${call.name}`;
  if (called === tag) return makeHelped(call, call.name, true);
  return call.owner === tag ? makeHelped(call, call.name, false) : null;
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
  if (/sql/i.test(root) || root === 'Prisma') {
    const call = makeCall(node, method, null, first ? [read(first)] : []);
    return makeHelped(call, method, method === callee.text);
  }
  if (method === 'join' && object !== null) {
    return makeJoin(node, read(object), first ? read(first) : makeText(node, ','));
  }
  if ((method === 'trim' || method === 'toString') && object !== null) return read(object);
  if (method === 'format' && first !== undefined && second !== undefined) {
    const [template, ...positional] = args.namedChildren.map(read);
    return template ? makeFormat(node, 'percent', template, positional) : null;
  }
  const isNamed = callee.type === 'identifier' || callee.type === 'member_expression';
  const values = args.namedChildren.filter((child) => !child.isExtra);
  if (!isNamed || values.some(({ type }) => type === 'spread_element')) return null;
  return makeCall(node, method, object?.text ?? null, values.map(read));
};

/** What a helper of a tag makes: `sql.raw('…')`, `sql.identifier(['a', 'b'])`, `sql('a')`, `Prisma.join(ids)`. */
function makeHelped(call: CallExpression, method: string, isTagItself: boolean): Expression {
  const { start, end, source } = call;
  const [argument] = call.args;
  const asTagged = (part: Expression): Expression => ({
    kind: 'sequence',
    parts: [part],
    isTagged: true,
    start,
    end,
  });
  if (TEXT_HELPERS.has(method) && argument) return asTagged(argument);
  if (VALUE_HELPERS.has(method)) return { kind: 'hole', source, nature: 'value', start, end };
  if (LIST_HELPERS.has(method)) return { kind: 'hole', source, nature: 'list', start, end };
  const isName = NAME_HELPERS.has(method) || isTagItself;
  const quoted = isName && argument ? quoteArgument(argument) : null;
  if (quoted !== null) return asTagged({ kind: 'text', text: quoted, isVerbatim: false, start, end });
  return { kind: 'hole', source, nature: isTagItself ? 'list' : 'fragment', start, end };
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
