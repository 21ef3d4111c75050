import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ImportedName, ScopeName } from '../code-language.ts';
import { fieldText, namedScope } from './named-scope.ts';
import { pythonModulePaths } from './python-modules.ts';
import { pythonReaders } from './python-readers.ts';

const DECLARATIONS = `
(assignment left: (identifier) @name right: (_) @value)
(assignment left: (attribute attribute: (identifier) @assigned))
(augmented_assignment left: (identifier) @appended right: (_) @piece)
(parameters (identifier) @bound)
(typed_parameter (identifier) @bound)
(default_parameter name: (identifier) @bound)
(typed_default_parameter name: (identifier) @bound)
(lambda_parameters (identifier) @bound)
(for_statement left: (identifier) @bound)
(for_in_clause left: (identifier) @bound)
(pattern_list (identifier) @bound)
(as_pattern_target (identifier) @bound)
(named_expression name: (identifier) @bound)
(global_statement (identifier) @assigned)
(call function: (attribute object: (identifier) @assigned attribute: (identifier) @method)
  (#any-of? @method "append" "extend" "insert" "pop" "remove" "reverse" "sort" "clear"))
`;

export const python: CodeLanguage = {
  name: 'Python',
  grammar: 'tree-sitter-python.wasm',
  extensions: ['.py'],
  literals: ['string'],
  readers: pythonReaders,
  links: new Set(['interpolation', 'argument_list', 'attribute', 'list', 'tuple']),
  carriers: new Set([
    'argument_list',
    'keyword_argument',
    'list',
    'tuple',
    'dictionary',
    'pair',
    'parenthesized_expression',
    'conditional_expression',
  ]),
  receiverOf,
  variableOf: (node) => (node.type === 'assignment' ? identifierOf(node.childForFieldName('left')) : null),
  discards: new Set(['expression_statement']),
  scopeNameOf,
  scopes: new Set(['module', 'function_definition', 'class_definition', 'lambda']),
  declarations: DECLARATIONS,
  selves: new Set(['self', 'cls']),
  hasBareMembers: false,
  importsOf,
  findsOwners: false,
  modulePaths: pythonModulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call':
      return fieldText(node, 'function');
    case 'assignment':
      return fieldText(node, 'left');
    case 'keyword_argument':
      return fieldText(node, 'name');
    default:
      return null;
  }
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'function_definition':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_definition':
      return namedScope('class', node.childForFieldName('name'));
    case 'assignment':
      return namedScope('constant', node.childForFieldName('left'));
    case 'pair':
      return namedScope('constant', node.childForFieldName('key'));
    default:
      return null;
  }
}

function identifierOf(node: Node | null): Node | null {
  return node?.type === 'identifier' ? node : null;
}

function importsOf(root: Node): readonly ImportedName[] {
  return root.descendantsOfType(['import_statement', 'import_from_statement']).flatMap((statement) => {
    const module = fieldText(statement, 'module_name');
    return statement.childrenForFieldName('name').flatMap((node): readonly ImportedName[] => {
      const name = node.type === 'aliased_import' ? (fieldText(node, 'name') ?? '') : node.text;
      const local = fieldText(node, 'alias') ?? name;
      if (module === null) return [{ local, imported: null, module: name }];
      // What is imported may be a module itself.
      const inner = module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
      return [
        { local, imported: name, module },
        { local, imported: null, module: inner },
      ];
    });
  });
}
