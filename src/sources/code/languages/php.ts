import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ImportedName, ScopeName } from '../code-language.ts';
import type { FileIndex } from '../file-index.ts';
import { fieldText, namedScope } from './named-scope.ts';
import { phpReaders } from './php-readers.ts';

const DECLARATIONS = `
(assignment_expression left: (variable_name) @name right: (_) @value)
(assignment_expression left: (member_access_expression name: (name) @assigned))
(const_element . (name) @name (_) @value)
(property_element name: (variable_name) @name default_value: (_) @value)
(augmented_assignment_expression left: (variable_name) @appended operator: ".=" right: (_) @piece)
(simple_parameter name: (variable_name) @bound)
(property_promotion_parameter name: (variable_name) @bound)
(foreach_statement (variable_name) @bound)
`;

export const php: CodeLanguage = {
  name: 'PHP',
  grammar: 'tree-sitter-php.wasm',
  extensions: ['.php'],
  literals: ['string', 'encapsed_string', 'heredoc', 'nowdoc'],
  readers: phpReaders,
  links: new Set(['argument', 'arguments', 'heredoc_body']),
  carriers: new Set([
    'argument',
    'arguments',
    'array_creation_expression',
    'array_element_initializer',
    'parenthesized_expression',
    'conditional_expression',
  ]),
  receiverOf,
  variableOf: (node) => {
    const left = node.type === 'assignment_expression' ? node.childForFieldName('left') : null;
    return left?.type === 'variable_name' ? left : null;
  },
  discards: new Set(['expression_statement']),
  scopeNameOf,
  scopes: new Set([
    'program',
    'function_definition',
    'method_declaration',
    'anonymous_function',
    'arrow_function',
  ]),
  declarations: DECLARATIONS,
  selves: new Set(['self', 'static', '$this']),
  hasBareMembers: false,
  importsOf,
  findsOwners: true,
  modulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'function_call_expression':
      return fieldText(node, 'function');
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return `${fieldText(node, 'object')}.${fieldText(node, 'name')}`;
    case 'scoped_call_expression':
      return `${fieldText(node, 'scope')}.${fieldText(node, 'name')}`;
    case 'object_creation_expression':
    case 'const_element':
      return node.namedChild(0)?.text ?? null;
    case 'assignment_expression':
      return fieldText(node, 'left');
    case 'property_element':
      return fieldText(node, 'name');
    case 'attribute':
      return `@${node.namedChild(0)?.text}`;
    default:
      return null;
  }
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'method_declaration':
    case 'function_definition':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_declaration':
    case 'interface_declaration':
    case 'trait_declaration':
    case 'enum_declaration':
      return namedScope('class', node.childForFieldName('name'));
    case 'const_element':
      return namedScope('constant', node.namedChild(0));
    case 'property_element':
      return namedScope('constant', node.childForFieldName('name'));
    case 'assignment_expression':
      return namedScope('constant', node.childForFieldName('left'));
    case 'array_element_initializer':
      return node.namedChildCount > 1 ? namedScope('constant', node.namedChild(0)) : null;
    default:
      return null;
  }
}

function importsOf(root: Node): readonly ImportedName[] {
  return root.descendantsOfType('namespace_use_clause').flatMap((clause): readonly ImportedName[] => {
    const module = clause.namedChild(0)?.text ?? '';
    const imported = module.slice(module.lastIndexOf('\\') + 1);
    return [{ local: fieldText(clause, 'alias') ?? imported, imported, module }];
  });
}

/** A class is in a file of its name, as PSR-4 has it. */
function modulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  const path = module.replaceAll('\\', '/').replace(/^\//, '');
  return files.named(`${path.slice(path.lastIndexOf('/') + 1)}.php`, from);
}
