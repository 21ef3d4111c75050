import type { Node } from 'web-tree-sitter';
import type {
  CodeLanguage,
  ExpressionReader,
  ImportedName,
  ReadExpression,
  ScopeName,
} from '../code-language.ts';
import type { Expression } from '../expression.ts';
import { readAsWritten, readChoice, readConcatenation, readName, readWrapped } from '../expression-readers.ts';
import { makeFormat, makeReference } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';
import { isJpql } from './jpql.ts';
import { jvmModulePaths } from './jvm-modules.ts';
import { fieldText, namedScope } from './named-scope.ts';

const DECLARATIONS = `
(property_declaration (variable_declaration (identifier) @name) [
  (string_literal) (multiline_string_literal) (binary_expression) (call_expression) (identifier)
  (navigation_expression) (number_literal)
] @value)
(property_declaration (variable_declaration (identifier) @bound))
(parameter (identifier) @bound)
(class_parameter (identifier) @bound)
(lambda_parameters (variable_declaration (identifier) @bound))
(for_statement (variable_declaration (identifier) @bound))
(assignment left: (identifier) @name operator: "=" right: (binary_expression) @value)
(assignment left: (identifier) @assigned operator: "=")
(assignment left: (identifier) @appended operator: "+=" right: (_) @piece)
`;

const TRIMMERS = new Set(['trimIndent', 'trim', 'trimStart', 'trimEnd', 'toString']);

const readString: ExpressionReader = (node, read) => {
  const marks = node.type === 'multiline_string_literal' ? 3 : 1;
  const interpolations = { interpolation: (inner: Node) => inner.namedChild(0) };
  const literal = readLiteral(node, { open: marks, close: marks, escapes: ESCAPES, interpolations }, read);
  return { ...literal, parts: literal.parts.flatMap(splitSimpleNames) };
};

/** The grammar leaves `$name` in the text of a string on one line. */
function splitSimpleNames(part: Expression): readonly Expression[] {
  if (part.kind !== 'text' || !part.isVerbatim) return [part];
  const parts: Expression[] = [];
  let copied = 0;
  const copy = (end: number): void => {
    if (end <= copied) return;
    const text = part.text.slice(copied, end);
    parts.push({ ...part, text, start: part.start + copied, end: part.start + end });
  };
  for (const match of part.text.matchAll(/\$([\p{L}_][\p{L}\p{N}_]*)/gu)) {
    const name = match[1] ?? '';
    const range = { start: part.start + match.index, end: part.start + match.index + match[0].length };
    copy(match.index);
    const value: Expression = { kind: 'reference', name, owner: null, source: name, ...range };
    parts.push({ kind: 'interpolation', value, source: name, ...range });
    copied = match.index + match[0].length;
  }
  copy(part.text.length);
  return parts;
}

const readCall: ExpressionReader = (node, read) => {
  const callee = node.namedChild(0);
  if (callee?.type !== 'navigation_expression') return null;
  const [object, method] = [callee.namedChild(0), callee.namedChild(callee.namedChildCount - 1)?.text ?? ''];
  if (object === null) return null;
  if (TRIMMERS.has(method)) return read(object);
  if (method === 'trimMargin') return trimMargin(read(object));
  if (method !== 'format') return null;
  const args = argumentsOf(node).map(read);
  const [first, ...others] = args;
  if (object.text !== 'String') return makeFormat(node, 'percent', read(object), args);
  return first ? makeFormat(node, 'percent', first, others) : null;
};

function argumentsOf(call: Node): readonly Node[] {
  const list = call.namedChildren.find(({ type }) => type === 'value_arguments');
  return (
    list?.namedChildren.map((argument) => argument.namedChild(argument.namedChildCount - 1) ?? argument) ?? []
  );
}

/** `trimMargin()`: what stands before a bar at the start of a line is left out, and the bar. */
function trimMargin(expression: Expression): Expression {
  if (expression.kind !== 'sequence') return expression;
  const parts = expression.parts.map((part) =>
    part.kind === 'text' ? { ...part, text: part.text.replace(/(^|\n)[ \t]*\|/g, '$1') } : part,
  );
  return { ...expression, parts };
}

function readNavigation(node: Node, _read: ReadExpression): Expression | null {
  const [owner, name] = [node.namedChild(0), node.namedChild(node.namedChildCount - 1)];
  return owner && name && makeReference(node, name.text, owner.text);
}

export const kotlin: CodeLanguage = {
  name: 'Kotlin',
  grammar: 'tree-sitter-kotlin.wasm',
  extensions: ['.kt', '.kts'],
  literals: ['string_literal', 'multiline_string_literal'],
  readers: new Map<string, ExpressionReader>([
    ['string_literal', readString],
    ['multiline_string_literal', readString],
    ['binary_expression', readConcatenation(['+'])],
    ['call_expression', readCall],
    ['parenthesized_expression', readWrapped()],
    ['if_expression', readChoice((node) => [node.namedChild(1), node.namedChild(2)])],
    ['identifier', readName],
    ['navigation_expression', readNavigation],
    ['number_literal', readAsWritten],
  ]),
  links: new Set(['interpolation', 'value_argument', 'value_arguments', 'navigation_expression']),
  carriers: new Set(['value_argument', 'value_arguments', 'parenthesized_expression', 'collection_literal']),
  receiverOf,
  variableOf,
  discards: new Set(),
  scopeNameOf,
  scopes: new Set(['source_file', 'function_declaration', 'function_body', 'block', 'lambda_literal']),
  declarations: DECLARATIONS,
  selves: new Set(['this']),
  hasBareMembers: true,
  importsOf,
  findsOwners: true,
  modulePaths: jvmModulePaths,
  otherLanguageOf: (node) => (isJpql(node) ? 'JPQL' : null),
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call_expression':
      return node.namedChild(0)?.text ?? null;
    case 'constructor_invocation':
      return `${node.parent?.type === 'annotation' ? '@' : ''}${node.namedChild(0)?.text}`;
    case 'property_declaration':
      return variableName(node)?.text ?? null;
    case 'assignment':
      return fieldText(node, 'left');
    case 'value_argument':
      return node.namedChildCount > 1 ? (node.namedChild(0)?.text ?? null) : null;
    default:
      return null;
  }
}

function variableName(property: Node): Node | null {
  return property.namedChildren.find(({ type }) => type === 'variable_declaration')?.namedChild(0) ?? null;
}

function variableOf(node: Node): Node | null {
  if (node.type === 'property_declaration') return variableName(node);
  const left = node.type === 'assignment' ? node.childForFieldName('left') : null;
  return left?.type === 'identifier' ? left : null;
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'function_declaration':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_declaration':
    case 'object_declaration':
      return namedScope('class', node.childForFieldName('name'));
    case 'property_declaration':
      return namedScope('constant', variableName(node));
    default:
      return null;
  }
}

/** A name may be a class, a member of one, or at the top of a file, which has any name. */
function importsOf(root: Node): readonly ImportedName[] {
  return root.children
    .filter(({ type }) => type === 'import')
    .flatMap((node): readonly ImportedName[] => {
      const module = node.namedChildren.find(({ type }) => type === 'qualified_identifier')?.text ?? '';
      const [parent, name] = [
        module.slice(0, module.lastIndexOf('.')),
        module.slice(module.lastIndexOf('.') + 1),
      ];
      return [
        { local: name, imported: name, module },
        { local: name, imported: name, module: parent, owner: parent.slice(parent.lastIndexOf('.') + 1) },
      ];
    });
}
