import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ExpressionReader, ImportedName, ScopeName } from '../code-language.ts';
import {
  readAsWritten,
  readChoice,
  readConcatenation,
  readList,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import { makeFormat, makeHole, makeJoin, makeText } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';
import { isJpql } from './jpql.ts';
import { jvmModulePaths } from './jvm-modules.ts';
import { fieldText, namedScope } from './named-scope.ts';

const DECLARATIONS = `
(variable_declarator name: (identifier) @name value: (_) @value)
(formal_parameter name: (identifier) @bound)
(enhanced_for_statement name: (identifier) @bound)
(lambda_expression parameters: (identifier) @bound)
(inferred_parameters (identifier) @bound)
(assignment_expression left: (identifier) @name operator: "=" right: (binary_expression) @value)
(assignment_expression left: (identifier) @assigned operator: "=")
(assignment_expression left: (field_access field: (identifier) @assigned))
(assignment_expression left: (identifier) @appended operator: "+=" right: (_) @piece)
`;

/** Methods of a text that give it back, in other spacing at most. */
const TRIMMERS = new Set(['strip', 'trim', 'stripIndent', 'stripLeading', 'stripTrailing', 'intern']);

/** A text block, or a string on one line. A backslash at the end of a line joins it with the next. */
const readString: ExpressionReader = (node, read) => {
  const marks = node.text.startsWith('"""') ? 3 : 1;
  const joinLines = (text: string): string => (marks === 3 ? text.replaceAll('\\\n', '\n') : text);
  return readLiteral(node, { open: marks, close: marks, escapes: ESCAPES, unescape: joinLines }, read);
};

const readCall: ExpressionReader = (node, read) => {
  const object = node.childForFieldName('object');
  const args = node.childForFieldName('arguments')?.namedChildren.filter((arg) => !arg.isExtra) ?? [];
  const [first, ...others] = args;
  const method = fieldText(node, 'name') ?? '';
  if (object === null) return null;
  if (TRIMMERS.has(method)) return read(object);
  if (method === 'formatted') return makeFormat(node, 'percent', read(object), args.map(read));
  if (object.text !== 'String' || first === undefined) return null;
  if (method === 'format') return makeFormat(node, 'percent', read(first), others.map(read));
  if (method !== 'join') return null;
  const range = { start: node.startIndex, end: node.endIndex };
  const [only] = others;
  const list =
    others.length === 1 && only ? read(only) : { kind: 'list' as const, items: others.map(read), ...range };
  return makeJoin(node, list, read(first));
};

export const java: CodeLanguage = {
  name: 'Java',
  grammar: 'tree-sitter-java.wasm',
  extensions: ['.java'],
  literals: ['string_literal'],
  readers: new Map([
    ['string_literal', readString],
    ['binary_expression', readConcatenation(['+'])],
    ['method_invocation', readCall],
    ['parenthesized_expression', readWrapped()],
    [
      'ternary_expression',
      readChoice((node) => [node.childForFieldName('consequence'), node.childForFieldName('alternative')]),
    ],
    // MyBatis joins the lines of an annotation with spaces.
    [
      'element_value_array_initializer',
      (node, read) => makeJoin(node, readList(node, read) ?? makeHole(node), makeText(node, ' ')),
    ],
    ['identifier', readName],
    ['field_access', readMember('object', 'field')],
    ['decimal_integer_literal', readAsWritten],
  ]),
  links: new Set(['argument_list']),
  carriers: new Set([
    'argument_list',
    'annotation_argument_list',
    'element_value_pair',
    'element_value_array_initializer',
    'array_initializer',
    'parenthesized_expression',
    'ternary_expression',
  ]),
  receiverOf,
  variableOf,
  discards: new Set(),
  scopeNameOf,
  scopes: new Set([
    'program',
    'block',
    'constructor_body',
    'method_declaration',
    'constructor_declaration',
    'lambda_expression',
    'enhanced_for_statement',
  ]),
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
    case 'method_invocation':
      return [fieldText(node, 'object'), fieldText(node, 'name')].filter((part) => part !== null).join('.');
    case 'object_creation_expression':
      return fieldText(node, 'type');
    case 'annotation':
      return `@${fieldText(node, 'name')}`;
    case 'variable_declarator':
      return fieldText(node, 'name');
    case 'assignment_expression':
      return fieldText(node, 'left');
    case 'element_value_pair':
      return fieldText(node, 'key');
    default:
      return null;
  }
}

function variableOf(node: Node): Node | null {
  const field = { variable_declarator: 'name', assignment_expression: 'left' }[node.type];
  const name = field === undefined ? null : node.childForFieldName(field);
  return name?.type === 'identifier' ? name : null;
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'method_declaration':
    case 'constructor_declaration':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
      return namedScope('class', node.childForFieldName('name'));
    case 'variable_declarator':
      return namedScope('constant', node.childForFieldName('name'));
    default:
      return null;
  }
}

function importsOf(root: Node): readonly ImportedName[] {
  return root.children
    .filter(({ type }) => type === 'import_declaration')
    .map((declaration): ImportedName => {
      const module = declaration.namedChildren.find(({ type }) => type === 'scoped_identifier')?.text ?? '';
      const [parent, name] = [
        module.slice(0, module.lastIndexOf('.')),
        module.slice(module.lastIndexOf('.') + 1),
      ];
      const isStatic = declaration.children.some(({ type }) => type === 'static');
      if (!isStatic) return { local: name, imported: name, module };
      return { local: name, imported: name, module: parent, owner: parent.slice(parent.lastIndexOf('.') + 1) };
    });
}
