import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ScopeName } from '../code-language.ts';
import type { FileIndex } from '../file-index.ts';
import { fieldText, namedScope } from './named-scope.ts';
import { findHeredocStart } from './ruby-heredocs.ts';
import { rubyReaders } from './ruby-readers.ts';

const DECLARATIONS = `
(assignment left: [(identifier) (constant) (instance_variable)] @name right: (_) @value)
(operator_assignment left: (identifier) @appended operator: "+=" right: (_) @piece)
(binary left: (identifier) @appended operator: "<<" right: (_) @piece)
(method_parameters (identifier) @bound)
(optional_parameter name: (identifier) @bound)
(keyword_parameter name: (identifier) @bound)
(block_parameters (identifier) @bound)
(lambda_parameters (identifier) @bound)
(left_assignment_list (identifier) @bound)
`;

/** Calls that name the block that they are given: `scope :recent, -> { … }`. */
const NAMING_CALLS = new Set(['scope', 'define_method', 'task']);

export const ruby: CodeLanguage = {
  name: 'Ruby',
  grammar: 'tree-sitter-ruby.wasm',
  extensions: ['.rb', '.rake'],
  literals: ['string', 'heredoc_body'],
  readers: rubyReaders,
  expressionOf: (literal) => (literal.type === 'heredoc_body' ? findHeredocStart(literal) : literal),
  links: new Set(['interpolation', 'argument_list', 'array']),
  carriers: new Set(['argument_list', 'pair', 'array', 'hash', 'parenthesized_statements', 'conditional']),
  receiverOf,
  variableOf: (node) => {
    const left = node.type === 'assignment' ? node.childForFieldName('left') : null;
    return left?.type === 'identifier' ? left : null;
  },
  discards: new Set(),
  scopeNameOf,
  scopes: new Set(['program', 'method', 'singleton_method', 'class', 'module', 'block', 'do_block', 'lambda']),
  declarations: DECLARATIONS,
  selves: new Set(['self', 'self.class']),
  hasBareMembers: true,
  importsOf: () => [],
  findsOwners: true,
  modulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call':
      return [fieldText(node, 'receiver'), fieldText(node, 'method')].filter((part) => part !== null).join('.');
    case 'assignment':
      return fieldText(node, 'left');
    case 'pair':
      return fieldText(node, 'key')?.replace(/^:/, '') ?? null;
    default:
      return null;
  }
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'method':
    case 'singleton_method':
      return namedScope('function', node.childForFieldName('name'));
    case 'class':
    case 'module': {
      const name = fieldText(node, 'name');
      return name === null ? null : { kind: 'class', name: name.slice(name.lastIndexOf(':') + 1) };
    }
    case 'assignment':
      return namedScope('constant', node.childForFieldName('left'));
    case 'pair':
      return namedScope('constant', node.childForFieldName('key'));
    case 'call': {
      const symbol = node.childForFieldName('arguments')?.namedChild(0);
      const isNaming = NAMING_CALLS.has(fieldText(node, 'method') ?? '') && symbol?.type === 'simple_symbol';
      return isNaming ? { kind: 'function', name: symbol.text.slice(1) } : null;
    }
    default:
      return null;
  }
}

/** A class or module is in a file of its name, in snake case. */
function modulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  const name = module.slice(module.lastIndexOf(':') + 1);
  const snake = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  return files.named(`${snake}.rb`, from);
}
