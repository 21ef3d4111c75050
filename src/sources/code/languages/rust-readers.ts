import type { Node } from 'web-tree-sitter';
import type { ExpressionReader, ReadExpression } from '../code-language.ts';
import type { Expression } from '../expression.ts';
import { readAsWritten, readConcatenation, readMember, readName, readWrapped } from '../expression-readers.ts';
import { makeFormat, makeHole, makeReference, makeSequence } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';

const LITERALS = new Set(['string_literal', 'raw_string_literal']);

/** Functions that make a text of their argument, and methods that give a text back. */
const WRAPPERS = new Set(['String::from', 'Cow::from', 'AssertSqlSafe', 'sqlx::AssertSqlSafe']);
const TRIMMERS = new Set(['to_string', 'to_owned', 'into', 'trim', 'as_str', 'clone']);

/** `r#"…"#`: as many signs at the end as at the start. */
const readRawString: ExpressionReader = (node, read) => {
  const open = node.text.indexOf('"') + 1;
  return readLiteral(node, { open, close: open - node.text.indexOf('r') - 1 }, read);
};

const readCall: ExpressionReader = (node, read) => {
  const callee = node.childForFieldName('function');
  const first = node.childForFieldName('arguments')?.namedChild(0);
  if (callee === null) return null;
  const object = callee.childForFieldName('value');
  if (object !== null && TRIMMERS.has(callee.childForFieldName('field')?.text ?? '')) return read(object);
  return first && WRAPPERS.has(callee.text) ? read(first) : null;
};

/** `format!`, `concat!`, and the literals joined by `+` in sqlx's macros. A macro's arguments are bare tokens. */
const readMacro: ExpressionReader = (node, read) => {
  const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
  if (tokens === undefined) return null;
  const args = splitArguments(tokens);
  switch (node.childForFieldName('macro')?.text) {
    case 'format':
    case 'format_args':
      return readFormat(node, args, read);
    case 'concat':
      return makeSequence(
        node,
        args.map((arg) => readArgument(node, arg, read)),
      );
    default: {
      const joined = args.find((arg) => arg.length > 1 && arg.every(isJoined));
      return joined ? makeSequence(node, joined.filter(({ type }) => LITERALS.has(type)).map(read)) : null;
    }
  }
};

function isJoined({ type }: Node, index: number): boolean {
  return index % 2 === 0 ? LITERALS.has(type) : type === '+';
}

/** A name in braces that no argument has is a variable of the program. */
function readFormat(node: Node, args: readonly (readonly Node[])[], read: ReadExpression): Expression | null {
  const [template, ...others] = args;
  if (template === undefined) return null;
  const named = new Map(
    others.flatMap(([name, equals, ...value]) =>
      name !== undefined && equals?.type === '=' ? [[name.text, readArgument(node, value, read)] as const] : [],
    ),
  );
  const positional = others
    .filter(([, equals]) => equals?.type !== '=')
    .map((arg) => readArgument(node, arg, read));
  const findNamed = (name: string): Expression => named.get(name) ?? makeReference(node, name, null);
  const format = makeFormat(node, 'braces', readArgument(node, template, read), positional, findNamed);
  return { ...format, findNamed: (name) => withSource(findNamed(name), name) };
}

function withSource(expression: Expression, source: string): Expression {
  return expression.kind === 'reference' ? { ...expression, source } : expression;
}

function readArgument(macro: Node, tokens: readonly Node[], read: ReadExpression): Expression {
  const [first, ...others] = tokens;
  if (first === undefined) return makeHole(macro);
  if (others.length === 0) return read(first);
  const source = tokens.map(({ text }) => text).join('');
  return { ...makeHole(first), source, end: tokens.at(-1)?.endIndex ?? first.endIndex };
}

/** The tokens between the commas of a macro's arguments, without the brackets around them. */
function splitArguments(tokens: Node): readonly (readonly Node[])[] {
  const args: Node[][] = [[]];
  for (const token of tokens.children.slice(1, -1)) {
    if (token.isExtra) continue;
    if (token.type === ',') args.push([]);
    else args.at(-1)?.push(token);
  }
  return args.filter((arg) => arg.length > 0);
}

/** How Rust's string expressions are read. */
export const rustReaders: ReadonlyMap<string, ExpressionReader> = new Map([
  ['string_literal', (node, read) => readLiteral(node, { open: 1, close: 1, escapes: ESCAPES }, read)],
  ['raw_string_literal', readRawString],
  ['binary_expression', readConcatenation(['+'])],
  ['call_expression', readCall],
  ['macro_invocation', readMacro],
  ['reference_expression', readWrapped('value')],
  ['parenthesized_expression', readWrapped()],
  ['identifier', readName],
  ['scoped_identifier', readMember('path', 'name')],
  ['field_expression', readMember('value', 'field')],
  ['integer_literal', readAsWritten],
]);
