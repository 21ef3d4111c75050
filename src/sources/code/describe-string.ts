import type { Node } from 'web-tree-sitter';
import type { TextPosition } from '../../sql/templates/is-query.ts';
import type { CodeLanguage, ScopeName } from './code-language.ts';
import type { FoundString } from './find-strings.ts';

/** Words, in the name of what a string is handed to, that say that it is SQL. */
const SQL_WORDS = new Set([
  'sql',
  'query',
  'queries',
  'execute',
  'exec',
  'prepare',
  'prepared',
  'statement',
  'statements',
  'stmt',
  'command',
]);

/** What an annotation may be called beside those: MyBatis' `@Select`, JDBI's `@SqlUpdate`. */
const ANNOTATION_WORDS = new Set(['select', 'insert', 'update', 'delete']);

/** Words, in the same place, that say that it is something else: `document.querySelector`, `parseQueryString`. */
const OTHER_WORDS = new Set(['selector', 'params', 'dom']);

/** Last words of what puts a text together from many. */
const BUILDER_NAMES = new Set([
  'append',
  'appendline',
  'writestring',
  'push_str',
  'stringbuilder',
  'stringbuffer',
  'concat',
]);

/** What the program around a string says of it. */
export interface StringContext {
  readonly position: TextPosition;
  /** Enclosing function, method or constant, qualified by what is around it: `Orders.byCustomer`; null at top level. */
  readonly name: string | null;
  /** The query language that it is in instead of SQL, or null. */
  readonly otherLanguage: string | null;
  /** The name of what puts it together with other texts (`StringBuilder`), or null. */
  readonly builder: string | null;
}

/** Reads the position and the name of a string from the nodes around it. */
export function describeString({ node, ancestors }: FoundString, language: CodeLanguage): StringContext {
  const takers = receiversOf(ancestors, language);
  // The node itself may be the call of a tag.
  const receivers = [language.receiverOf(node) ?? '', ...takers].map(lastParts);
  const words = receivers.flatMap(splitWords);
  const isSql =
    (words.some((word) => SQL_WORDS.has(word)) || receivers.some(isSqlAnnotation)) &&
    !words.some((word) => OTHER_WORDS.has(word));
  const builder = takers.find((name) => BUILDER_NAMES.has(lastPart(name).toLowerCase())) ?? null;
  return {
    position: isSql ? 'query' : 'anywhere',
    name: qualifiedName(node, ancestors, language),
    otherLanguage: language.otherLanguageOf?.(node) ?? null,
    builder,
  };
}

function receiversOf(ancestors: readonly Node[], language: CodeLanguage): readonly string[] {
  const receivers: string[] = [];
  for (const parent of ancestors) {
    const receiver = language.receiverOf(parent);
    if (receiver !== null) receivers.push(receiver);
    if (!language.carriers.has(parent.type)) break;
  }
  return receivers;
}

/** The last two parts of a dotted name: what is called, and on what. */
function lastParts(name: string): string {
  return name
    .slice(-80)
    .split(/\.|::|->|\?\./)
    .slice(-2)
    .join('.');
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
}

function isSqlAnnotation(name: string): boolean {
  return name.startsWith('@') && splitWords(name).some((word) => ANNOTATION_WORDS.has(word));
}

function splitWords(name: string): readonly string[] {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** The innermost function and what is around it; without a function, the constants and what is around them. */
function qualifiedName(node: Node, ancestors: readonly Node[], language: CodeLanguage): string | null {
  const constants: ScopeName[] = [];
  let innermost: ScopeName | null = null;
  for (const at of [node, ...ancestors]) {
    const scope = language.scopeNameOf(at);
    if (scope === null) continue;
    if (innermost !== null) return `${scope.name}.${innermost.name}`;
    if (scope.kind === 'function') innermost = scope;
    else if (scope.kind === 'constant') constants.unshift(scope);
    else if (constants.length > 0) return [scope, ...constants].map(({ name }) => name).join('.');
    else innermost = scope;
  }
  if (innermost !== null) return innermost.name;
  return constants.length === 0 ? null : constants.map(({ name }) => name).join('.');
}
