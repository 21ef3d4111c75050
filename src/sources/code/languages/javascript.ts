import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ImportedName, ScopeName } from '../code-language.ts';
import { javascriptFunctions } from './javascript-functions.ts';
import { javascriptModulePaths } from './javascript-modules.ts';
import { javascriptReaders } from './javascript-readers.ts';
import { namedScope } from './named-scope.ts';

const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function', 'function']);

const DECLARATIONS = `
(variable_declarator name: (identifier) @name value: (_) @value)
(variable_declarator name: (identifier) @bound !value)
(pair key: (property_identifier) @name value: (_) @value)
(assignment_expression left: (identifier) @assigned)
(assignment_expression left: (identifier) @name right: [(binary_expression) (template_string)] @value)
(assignment_expression left: (member_expression property: (property_identifier) @assigned))
(update_expression argument: (identifier) @assigned)
(call_expression function: (member_expression object: (identifier) @assigned property: (property_identifier) @method)
  (#any-of? @method "push" "unshift" "splice" "pop" "shift" "fill" "reverse" "sort"))
(augmented_assignment_expression left: (identifier) @appended right: (_) @piece)
(function_declaration name: (identifier) @bound)
(shorthand_property_identifier_pattern) @bound
(pair_pattern value: (identifier) @bound)
(array_pattern (identifier) @bound)
(rest_pattern (identifier) @bound)
(assignment_pattern left: (identifier) @bound)
(arrow_function parameter: (identifier) @bound)
(for_in_statement left: (identifier) @bound)
(catch_clause parameter: (identifier) @bound)
`;

const JAVASCRIPT_ONLY = `
(formal_parameters (identifier) @bound)
(field_definition property: (property_identifier) @name value: (_) @value)
`;

const TYPESCRIPT_ONLY = `
(required_parameter pattern: (identifier) @bound)
(optional_parameter pattern: (identifier) @bound)
(public_field_definition name: (property_identifier) @name value: (_) @value)
(enum_assignment name: (property_identifier) @name value: (_) @value)
`;

/** Everything that JavaScript, TypeScript and TSX have in common. */
const common = {
  literals: ['string', 'template_string'],
  readers: javascriptReaders,
  links: new Set(['template_substitution', 'member_expression', 'arguments', 'array']),
  carriers: new Set([
    'pair',
    'object',
    'arguments',
    'array',
    'await_expression',
    'parenthesized_expression',
    'as_expression',
    'satisfies_expression',
    'ternary_expression',
  ]),
  receiverOf,
  variableOf,
  discards: new Set(['expression_statement']),
  scopeNameOf,
  scopes: new Set([
    'program',
    'statement_block',
    'function_declaration',
    'generator_function_declaration',
    'method_definition',
    'for_statement',
    'for_in_statement',
    'catch_clause',
    ...FUNCTIONS,
  ]),
  functions: javascriptFunctions,
  selves: new Set(['this']),
  hasBareMembers: false,
  importsOf,
  findsOwners: false,
  modulePaths: javascriptModulePaths,
} as const;

export const javascript: CodeLanguage = {
  ...common,
  name: 'JavaScript',
  grammar: 'tree-sitter-javascript.wasm',
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  declarations: DECLARATIONS + JAVASCRIPT_ONLY,
};

export const typescript: CodeLanguage = {
  ...common,
  name: 'TypeScript',
  grammar: 'tree-sitter-typescript.wasm',
  extensions: ['.ts', '.mts', '.cts'],
  declarations: DECLARATIONS + TYPESCRIPT_ONLY,
};

export const tsx: CodeLanguage = {
  ...common,
  name: 'TSX',
  grammar: 'tree-sitter-tsx.wasm',
  extensions: ['.tsx'],
  declarations: DECLARATIONS + TYPESCRIPT_ONLY,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call_expression':
      return node.childForFieldName('function')?.text ?? null;
    case 'new_expression':
      return node.childForFieldName('constructor')?.text ?? null;
    case 'binary_expression':
      return node.childForFieldName('left')?.childForFieldName('left')?.text ?? null;
    case 'pair': {
      const key = node.childForFieldName('key');
      return key?.type === 'property_identifier' ? key.text : null;
    }
    case 'variable_declarator':
    case 'public_field_definition':
      return node.childForFieldName('name')?.text ?? null;
    case 'field_definition':
      return node.childForFieldName('property')?.text ?? null;
    case 'assignment_expression':
      return node.childForFieldName('left')?.text ?? null;
    default:
      return null;
  }
}

function variableOf(node: Node): Node | null {
  const name =
    node.type === 'variable_declarator'
      ? node.childForFieldName('name')
      : node.type === 'assignment_expression'
        ? node.childForFieldName('left')
        : null;
  return name?.type === 'identifier' ? name : null;
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'method_definition':
      return namedScope('function', node.childForFieldName('name'));
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'class':
    case 'enum_declaration':
      return namedScope('class', node.childForFieldName('name'));
    case 'variable_declarator':
    case 'public_field_definition':
      return namedByValue(node.childForFieldName('name'), node.childForFieldName('value'));
    case 'field_definition':
      return namedByValue(node.childForFieldName('property'), node.childForFieldName('value'));
    case 'pair':
      return namedByValue(node.childForFieldName('key'), node.childForFieldName('value'));
    case 'assignment_expression': {
      const left = node.childForFieldName('left');
      return namedByValue(left?.childForFieldName('property') ?? left, node.childForFieldName('right'));
    }
    case 'export_statement':
      return node.children.some(({ type }) => type === 'default')
        ? { kind: 'function', name: 'default' }
        : null;
    default:
      return null;
  }
}

function namedByValue(name: Node | null, value: Node | null): ScopeName | null {
  return namedScope(value !== null && FUNCTIONS.has(value.type) ? 'function' : 'constant', name);
}

function importsOf(root: Node): readonly ImportedName[] {
  const statements = root.children.filter(({ type }) => type === 'import_statement').flatMap(readImport);
  const declared = root.children.flatMap((node) => node.descendantsOfType('variable_declarator'));
  return [...statements, ...declared.flatMap(readRequire)];
}

function readImport(statement: Node): readonly ImportedName[] {
  const module = literalText(statement.childForFieldName('source'));
  return statement
    .descendantsOfType(['import_specifier', 'namespace_import', 'import_clause'])
    .flatMap((node): readonly ImportedName[] => {
      if (node.type === 'import_specifier') {
        const imported = node.childForFieldName('name')?.text ?? '';
        return [{ local: node.childForFieldName('alias')?.text ?? imported, imported, module }];
      }
      const local = node.namedChildren.find(({ type }) => type === 'identifier')?.text;
      if (local === undefined) return [];
      return [{ local, imported: node.type === 'namespace_import' ? null : 'default', module }];
    });
}

/** `const x = require('./x')` and `const { a, b: c } = require('./x')`. */
function readRequire(declarator: Node): readonly ImportedName[] {
  const value = declarator.childForFieldName('value');
  if (value?.childForFieldName('function')?.text !== 'require') return [];
  const module = literalText(value.childForFieldName('arguments')?.namedChild(0) ?? null);
  const name = declarator.childForFieldName('name');
  if (name?.type === 'identifier') return [{ local: name.text, imported: null, module }];
  return (name?.namedChildren ?? []).flatMap((item) => {
    const imported = item.childForFieldName('key')?.text ?? item.text;
    return [{ local: item.childForFieldName('value')?.text ?? imported, imported, module }];
  });
}

function literalText(node: Node | null): string {
  return node?.text.slice(1, -1) ?? '';
}
