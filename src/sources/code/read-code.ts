import { findLineStarts, lineAt } from '../../sql/line-starts.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
import { mayStartQuery } from '../../sql/templates/query-words.ts';
import { readTemplate } from '../../sql/templates/read-template.ts';
import { markHoles } from '../../sql/templates/template.ts';
import type { CodeLanguage, ImportedName } from './code-language.ts';
import type { CodeTree } from './code-parser.ts';
import { Declarations } from './declarations.ts';
import { describeString, type StringContext } from './describe-string.ts';
import type { Expression } from './expression.ts';
import { type FoundString, findStrings } from './find-strings.ts';
import { Functions } from './functions.ts';
import { makeHole, makeText } from './make-expression.ts';
import { resolveExpression } from './resolve-expression.ts';
import type { ResolvedPart } from './resolved-part.ts';

/** A string of a program that may be a query, with the constants of its own file in place. */
export interface CodeString {
  readonly context: StringContext;
  readonly parts: readonly ResolvedPart[];
}

/** What one file gives: its strings, and the names that it takes from others when a string needs one. */
export interface CodeStrings {
  readonly strings: readonly CodeString[];
  readonly imports: readonly ImportedName[];
}

/** Reads the strings of a file's tree. What comes back is plain data. */
export function readCode(tree: CodeTree, language: CodeLanguage): CodeStrings {
  const { root, literals, checkTime } = tree;
  const found = findStrings(literals, language, checkTime);
  if (found.length === 0) return { strings: [], imports: [] };
  // Most strings that have a word of SQL in them are whole, and need none.
  let made: Declarations | null = null;
  let functions: Functions | null = null;
  const declarations = (): Declarations => {
    made ??= new Declarations(root, tree.declarations, language);
    return made;
  };
  const strings = found.flatMap((string): readonly CodeString[] => {
    checkTime();
    const context = describeString(string, language);
    const expression = withAdditions(string, context, declarations, language);
    const owner = context.name?.split('.')[0] ?? null;
    const parts = resolveExpression(
      expression,
      (reference) => declarations().find(reference, owner),
      (call) => {
        functions ??= new Functions(root, language, declarations());
        return functions.find(call, owner);
      },
    );
    // A hole may bring what ends the statement before the text after it.
    const text = parts.map(({ part }) => (typeof part === 'string' ? part : ';')).join('');
    return mayStartQuery(text) || parts.some(isHeadHole) ? [{ context, parts }] : [];
  });
  const needsImports = strings.some(({ parts }) => parts.some(({ part }) => typeof part !== 'string'));
  return { strings, imports: needsImports ? language.importsOf(root) : [] };
}

/** A name of another file that a string starts with: the verb may be there. */
function isHeadHole({ part }: ResolvedPart, index: number): boolean {
  return index === 0 && typeof part !== 'string' && 'reference' in part;
}

/** A string with what the program adds to its variable later, or with a hole for what a builder adds. */
function withAdditions(
  { node, expression, ancestors }: FoundString,
  { builder }: StringContext,
  declarations: () => Declarations,
  language: CodeLanguage,
): Expression {
  const [parent] = ancestors;
  if (parent === undefined) return expression;
  const added: Expression[] = [];
  const variable = language.variableOf(parent);
  if (variable !== null) {
    for (const addition of declarations().findAdditions(variable, node.endIndex)) {
      // What may be added is a piece of its own, not the rest of a word.
      if (addition.kind === 'hole') added.push({ ...makeText(node, ' '), start: addition.start });
      added.push(addition);
    }
  }
  if (builder !== null)
    added.push({ ...makeHole(parent, 'fragment'), source: `${builder}(…)`, start: node.endIndex });
  if (added.length === 0) return expression;
  return {
    kind: 'sequence',
    parts: [expression, ...added],
    isTagged: false,
    start: node.startIndex,
    end: node.endIndex,
  };
}

/** The statements that the strings of a file make, in order of place. `text` is the file's. */
export function toStatements(file: string, text: string, strings: readonly CodeString[]): readonly Statement[] {
  const lines = findLineStarts(text);
  const located = strings.flatMap(({ context, parts }) => {
    const template = parts.map(({ part }) => part);
    const { spans } = markHoles(template);
    const lineOf = (offset: number): number => {
      const index = spans.findIndex(({ end }) => offset < end);
      const [span, part] = [spans[index], parts[index]];
      if (span === undefined || part === undefined) return 1;
      const line = lineAt(lines, part.start);
      if (!part.isVerbatim || typeof part.part !== 'string') return line;
      return line + part.part.slice(0, offset - span.start).split('\n').length - 1;
    };
    return readTemplate(template, context.position).map(({ start, end, name, ...query }) => {
      const line = lineOf(start);
      const location = { file, line, endLine: Math.max(line, lineOf(end - 1)) };
      const found = { location, name: name ?? context.name, ...query };
      return context.otherLanguage === null ? found : inOtherLanguage(found, context.otherLanguage);
    });
  });
  return located.map((statement, index) => ({ ...statement, ordinal: index + 1 }));
}

/** A query of another language that PostgreSQL's parser happens to take. */
function inOtherLanguage<T extends Omit<Statement, 'ordinal'>>(statement: T, language: string): T {
  const failure: Failure = { kind: 'unsupported', message: `${language}, not checked` };
  return { ...statement, sql: statement.text, parameters: [], canonical: null, fingerprint: null, failure };
}
