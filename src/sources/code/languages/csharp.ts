import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ScopeName } from '../code-language.ts';
import type { FileIndex } from '../file-index.ts';
import { csharpReaders } from './csharp-readers.ts';
import { fieldText, namedScope } from './named-scope.ts';

const DECLARATIONS = `
(variable_declarator name: (identifier) @name "=" (_) @value)
(property_declaration name: (identifier) @name value: (arrow_expression_clause (_) @value))
(parameter name: (identifier) @bound)
(foreach_statement left: (identifier) @bound)
(assignment_expression left: (identifier) @name operator: "=" right: (binary_expression) @value)
(assignment_expression left: (identifier) @assigned operator: "=")
(assignment_expression left: (member_access_expression name: (identifier) @assigned) operator: "=")
(assignment_expression left: (identifier) @appended operator: "+=" right: (_) @piece)
`;

export const csharp: CodeLanguage = {
  name: 'C#',
  grammar: 'tree-sitter-c-sharp.wasm',
  extensions: ['.cs'],
  literals: [
    'string_literal',
    'verbatim_string_literal',
    'raw_string_literal',
    'interpolated_string_expression',
  ],
  readers: csharpReaders,
  links: new Set(['interpolation', 'argument', 'argument_list', 'member_access_expression']),
  carriers: new Set([
    'argument',
    'argument_list',
    'initializer_expression',
    'attribute_argument',
    'attribute_argument_list',
    'arrow_expression_clause',
    'variable_declaration',
    'parenthesized_expression',
    'conditional_expression',
  ]),
  receiverOf,
  variableOf: (node) => {
    const field = { variable_declarator: 'name', assignment_expression: 'left' }[node.type];
    const name = field === undefined ? null : node.childForFieldName(field);
    return name?.type === 'identifier' ? name : null;
  },
  discards: new Set(),
  scopeNameOf,
  scopes: new Set([
    'compilation_unit',
    'block',
    'method_declaration',
    'constructor_declaration',
    'local_function_statement',
    'lambda_expression',
    'foreach_statement',
  ]),
  declarations: DECLARATIONS,
  selves: new Set(['this']),
  hasBareMembers: true,
  importsOf: () => [],
  findsOwners: true,
  modulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'invocation_expression': {
      const callee = fieldText(node, 'function') ?? '';
      return callee.replace(/<.*>$/s, '');
    }
    case 'object_creation_expression':
      return fieldText(node, 'type');
    case 'attribute':
      return `@${fieldText(node, 'name')}`;
    case 'variable_declarator':
    case 'property_declaration':
      return fieldText(node, 'name');
    case 'assignment_expression':
      return fieldText(node, 'left');
    default:
      return null;
  }
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'method_declaration':
    case 'local_function_statement':
    case 'constructor_declaration':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_declaration':
    case 'struct_declaration':
    case 'record_declaration':
    case 'interface_declaration':
      return namedScope('class', node.childForFieldName('name'));
    case 'variable_declarator':
    case 'property_declaration':
      return namedScope('constant', node.childForFieldName('name'));
    default:
      return null;
  }
}

/** A class is in a file of its name, as the style guides have it. */
function modulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  return files.named(`${module.slice(module.lastIndexOf('.') + 1)}.cs`, from);
}
