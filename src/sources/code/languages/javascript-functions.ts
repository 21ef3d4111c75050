import type { Node } from 'web-tree-sitter';
import type { FunctionNode, FunctionReader, ParameterNode } from '../code-language.ts';

/** Nodes that are functions, whose returns are their own. */
const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

/** Declarations, methods, and variables that hold a function. An async function's value is a promise, no text. */
export const javascriptFunctions: FunctionReader = {
  types: ['function_declaration', 'method_definition', 'variable_declarator'],
  read: readFunction,
};

function readFunction(node: Node): FunctionNode | null {
  const name = node.childForFieldName('name');
  const made = node.type === 'variable_declarator' ? node.childForFieldName('value') : node;
  if (name === null || made === null || !FUNCTIONS.has(made.type) || made.type.startsWith('generator'))
    return null;
  if (made.children.some(({ type }) => type === 'async' || type === '*' || type === 'get')) return null;
  const returned = findReturned(made);
  return returned && { name, returned, parameters: readParameters(made) };
}

/** The expression of an arrow, or of the only `return`, when that ends the function. */
function findReturned(made: Node): Node | null {
  const body = made.childForFieldName('body');
  if (body?.type !== 'statement_block') return body;
  const returns = body
    .descendantsOfType('return_statement')
    .filter((node) => nearestFunction(node).id === made.id);
  const [only, ...others] = returns;
  const last = body.namedChildren.filter((child) => !child.isExtra).at(-1);
  if (only === undefined || others.length > 0 || last?.id !== only.id) return null;
  return only.namedChildren.find((child) => !child.isExtra) ?? null;
}

function nearestFunction(node: Node): Node {
  let at = node;
  while (at.parent !== null) {
    at = at.parent;
    if (FUNCTIONS.has(at.type)) break;
  }
  return at;
}

function readParameters(made: Node): readonly ParameterNode[] {
  const single = made.childForFieldName('parameter');
  if (single !== null) return [{ name: single.text, fallback: null }];
  const list = made.childForFieldName('parameters')?.namedChildren ?? [];
  return list.filter((child) => !child.isExtra).map(readParameter);
}

/** TypeScript wraps what JavaScript has bare. */
function readParameter(node: Node): ParameterNode {
  const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('left') ?? node;
  const fallback = node.childForFieldName('value') ?? node.childForFieldName('right');
  return { name: pattern.type === 'identifier' ? pattern.text : null, fallback };
}
