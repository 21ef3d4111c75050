import { dirname } from 'node:path/posix';
import type { Node } from 'web-tree-sitter';
import type { CodeLanguage, ExpressionReader, ImportedName, ScopeName } from '../code-language.ts';
import {
  readAsWritten,
  readConcatenation,
  readList,
  readMember,
  readName,
  readWrapped,
} from '../expression-readers.ts';
import type { FileIndex } from '../file-index.ts';
import { makeFormat, makeJoin } from '../make-expression.ts';
import { ESCAPES, readLiteral } from '../read-literal.ts';
import { fieldText, namedScope } from './named-scope.ts';

/** A name on the left and one value on the right. */
const SINGLE = 'left: (expression_list . (identifier) @name .) right: (expression_list . (_) @value .)';

const DECLARATIONS = `
(const_spec name: (identifier) @name value: (expression_list . (_) @value .))
(var_spec name: (identifier) @name value: (expression_list . (_) @value .))
(var_spec name: (identifier) @bound)
(short_var_declaration ${SINGLE})
(short_var_declaration left: (expression_list (identifier) @bound))
(parameter_declaration name: (identifier) @bound)
(range_clause left: (expression_list (identifier) @bound))
(assignment_statement ${SINGLE})
(assignment_statement left: (expression_list (identifier) @assigned) operator: "=")
(assignment_statement left: (expression_list (identifier) @appended) operator: "+=" right: (expression_list (_) @piece))
`;

const readString: ExpressionReader = (node, read) =>
  readLiteral(node, { open: 1, close: 1, escapes: ESCAPES }, read);

/** Between backticks; Go itself leaves carriage returns out. */
const readRawString: ExpressionReader = (node, read) => readLiteral(node, { open: 1, close: 1 }, read);

const readCall: ExpressionReader = (node, read) => {
  const args = node.childForFieldName('arguments')?.namedChildren.filter((arg) => !arg.isExtra) ?? [];
  const [first, second] = args;
  if (first === undefined) return null;
  switch (fieldText(node, 'function')) {
    case 'fmt.Sprintf': {
      const [template, ...values] = args.map(read);
      return template ? makeFormat(node, 'percent', template, values) : null;
    }
    case 'strings.Join':
      return second ? makeJoin(node, read(first), read(second)) : null;
    case 'strings.TrimSpace':
    case 'string':
      return read(first);
    default:
      return null;
  }
};

/** `[]string{"a", "b"}`. */
const readComposite: ExpressionReader = (node, read) => {
  const body = node.childForFieldName('body');
  return body && readList(body, (element) => read(element.namedChild(0) ?? element));
};

export const go: CodeLanguage = {
  name: 'Go',
  grammar: 'tree-sitter-go.wasm',
  extensions: ['.go'],
  literals: ['interpreted_string_literal', 'raw_string_literal'],
  readers: new Map([
    ['interpreted_string_literal', readString],
    ['raw_string_literal', readRawString],
    ['binary_expression', readConcatenation(['+'])],
    ['call_expression', readCall],
    ['composite_literal', readComposite],
    ['parenthesized_expression', readWrapped()],
    ['identifier', readName],
    ['selector_expression', readMember('operand', 'field')],
    ['int_literal', readAsWritten],
  ]),
  links: new Set(['argument_list', 'literal_element', 'literal_value']),
  carriers: new Set([
    'argument_list',
    'expression_list',
    'keyed_element',
    'literal_element',
    'literal_value',
    'composite_literal',
    'parenthesized_expression',
  ]),
  receiverOf,
  variableOf,
  discards: new Set(),
  scopeNameOf,
  scopes: new Set(['source_file', 'function_declaration', 'method_declaration', 'func_literal', 'block']),
  declarations: DECLARATIONS,
  selves: new Set(),
  hasBareMembers: false,
  importsOf,
  findsOwners: false,
  modulePaths,
};

function receiverOf(node: Node): string | null {
  switch (node.type) {
    case 'call_expression':
      return fieldText(node, 'function');
    case 'short_var_declaration':
    case 'assignment_statement':
      return fieldText(node, 'left');
    case 'const_spec':
    case 'var_spec':
      return fieldText(node, 'name');
    case 'keyed_element':
      return node.namedChild(0)?.text ?? null;
    default:
      return null;
  }
}

function variableOf(node: Node): Node | null {
  const statement = node.type === 'expression_list' ? node.parent : null;
  const left = statement?.childForFieldName('left') ?? statement?.childForFieldName('name') ?? null;
  const name = left?.type === 'expression_list' ? left.namedChild(0) : left;
  return name?.type === 'identifier' ? name : null;
}

function scopeNameOf(node: Node): ScopeName | null {
  switch (node.type) {
    case 'function_declaration':
      return namedScope('function', node.childForFieldName('name'));
    case 'method_declaration': {
      const name = namedScope('function', node.childForFieldName('name'));
      const [receiver] = node.childForFieldName('receiver')?.descendantsOfType('type_identifier') ?? [];
      return name && receiver ? { ...name, name: `${receiver.text}.${name.name}` } : name;
    }
    case 'const_spec':
    case 'var_spec':
      return namedScope('constant', node.childForFieldName('name'));
    case 'short_var_declaration':
      return namedScope('constant', node.childForFieldName('left'));
    case 'keyed_element':
      return namedScope('constant', node.namedChild(0)?.namedChild(0) ?? node.namedChild(0));
    default:
      return null;
  }
}

/** Everything at the top of the other files of the package, and the packages that the file imports. */
function importsOf(root: Node): readonly ImportedName[] {
  const specs = root.descendantsOfType('import_spec').map((spec): ImportedName => {
    const module = fieldText(spec, 'path')?.slice(1, -1) ?? '';
    return { local: fieldText(spec, 'name') ?? module.split('/').at(-1) ?? '', imported: null, module };
  });
  return [{ local: '*', imported: null, module: '.' }, ...specs];
}

/** The files of a package's folder. Its path starts with the module's, so the longest end of it that is a folder counts. */
function modulePaths(module: string, from: string, files: FileIndex): readonly string[] {
  const isSource = (path: string): boolean => path.endsWith('.go') && !path.endsWith('_test.go');
  if (module === '.') return files.inFolder(dirname(from)).filter(isSource);
  const segments = module.split('/');
  for (let skipped = 0; skipped < segments.length; skipped++) {
    const sources = files.inFolder(segments.slice(skipped).join('/')).filter(isSource);
    if (sources.length > 0) return sources;
  }
  return [];
}
