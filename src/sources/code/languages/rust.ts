import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ImportedName, ScopeName } from '../code-language.ts';
import type { FileIndex } from '../file-index.ts';
import { fieldText, namedScope } from './named-scope.ts';
import { rustReaders } from './rust-readers.ts';

const DECLARATIONS = `
(const_item name: (identifier) @name value: (_) @value)
(static_item name: (identifier) @name value: (_) @value)
(let_declaration pattern: (identifier) @name value: (_) @value)
(let_declaration pattern: (identifier) @bound !value)
(parameter pattern: (identifier) @bound)
(closure_parameters (identifier) @bound)
(for_expression pattern: (identifier) @bound)
(tuple_pattern (identifier) @bound)
(tuple_struct_pattern (identifier) @bound)
(assignment_expression left: (identifier) @assigned)
(compound_assignment_expr left: (identifier) @appended right: (_) @piece)
(call_expression
  function: (field_expression value: (identifier) @appended field: (field_identifier) @method)
  arguments: (arguments . (_) @piece)
  (#match? @method "^push(_str)?$"))
`;

export const rust: CodeLanguage = {
  name: 'Rust',
  grammar: 'tree-sitter-rust.wasm',
  extensions: ['.rs'],
  literals: ['string_literal', 'raw_string_literal'],
  readers: rustReaders,
  links: new Set(['arguments', 'token_tree', 'field_expression']),
  carriers: new Set([
    'arguments',
    'token_tree',
    'reference_expression',
    'parenthesized_expression',
    'array_expression',
    'field_initializer',
  ]),
  receiverOf,
  variableOf: (node) => {
    const pattern = node.type === 'let_declaration' ? node.childForFieldName('pattern') : null;
    return pattern?.type === 'identifier' ? pattern : null;
  },
  discards: new Set(),
  scopeNameOf,
  scopes: new Set(['source_file', 'function_item', 'block', 'closure_expression']),
  declarations: DECLARATIONS,
  selves: new Set(['Self', 'self']),
  hasBareMembers: false,
  importsOf,
  findsOwners: true,
  modulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call_expression': {
      const callee = node.childForFieldName('function');
      return callee?.childForFieldName('function')?.text ?? callee?.text ?? null;
    }
    case 'macro_invocation':
      return fieldText(node, 'macro');
    case 'attribute':
      return `@${node.namedChild(0)?.text}`;
    case 'let_declaration':
      return fieldText(node, 'pattern');
    case 'const_item':
    case 'static_item':
      return fieldText(node, 'name');
    case 'field_initializer':
      return fieldText(node, 'field');
    default:
      return null;
  }
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'function_item':
      return namedScope('function', node.childForFieldName('name'));
    case 'impl_item': {
      const [type] = node.childForFieldName('type')?.descendantsOfType('type_identifier') ?? [];
      return namedScope('class', type);
    }
    case 'trait_item':
      return namedScope('class', node.childForFieldName('name'));
    case 'const_item':
    case 'static_item':
      return namedScope('constant', node.childForFieldName('name'));
    case 'let_declaration':
      return namedScope('constant', node.childForFieldName('pattern'));
    default:
      return null;
  }
}

/** `use crate::tables::{JOBS, USERS as PEOPLE}`. */
function importsOf(root: Node): readonly ImportedName[] {
  return root.descendantsOfType('use_declaration').flatMap((declaration) => {
    const argument = declaration.childForFieldName('argument');
    return argument === null ? [] : readUse(argument, '');
  });
}

function readUse(node: Node, prefix: string): readonly ImportedName[] {
  const path = (text: string | null): string => [prefix, text].filter(Boolean).join('::');
  switch (node.type) {
    case 'scoped_use_list': {
      const items = node.childForFieldName('list')?.namedChildren ?? [];
      return items.flatMap((item) => readUse(item, path(fieldText(node, 'path'))));
    }
    case 'use_as_clause': {
      const [target] = readUse(node.childForFieldName('path') ?? node, prefix);
      return target ? [{ ...target, local: fieldText(node, 'alias') ?? target.local }] : [];
    }
    case 'scoped_identifier':
    case 'identifier': {
      const name = fieldText(node, 'name') ?? node.text;
      const module = path(fieldText(node, 'path'));
      // What is imported may be a module itself.
      return [
        { local: name, imported: name, module },
        { local: name, imported: null, module: path(node.text) },
      ];
    }
    default:
      return [];
  }
}

/** A module is in a file or a folder of its name. */
function modulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  const name = module.slice(module.lastIndexOf(':') + 1);
  const folders = files.named('mod.rs', from).filter((path) => path.endsWith(`/${name}/mod.rs`));
  return [...files.named(`${name}.rs`, from), ...folders];
}
