import type { FileStatements, Source, SourceContext, SourceTree } from '../source.ts';
import type { CodeLanguage } from './code-language.ts';
import { CodeParser, type CodeParserOptions } from './code-parser.ts';
import { fillParts } from './fill-parts.ts';
import { findChangedConstants } from './find-changed-constants.ts';
import { ImportedConstants } from './imported-constants.ts';
import { languages } from './languages/index.ts';
import { mayProgramHoldQuery } from './may-hold-query.ts';
import { type CodeStrings, readCode, toStatements } from './read-code.ts';
import { readGrammar } from './read-grammar.ts';
import { refuseNesting } from './refuse-nesting.ts';

/** A source of the queries in programs. `options` say how grammars are read and how long one file may take. */
export function createCodeFiles(options: CodeParserOptions): Source {
  const parser = new CodeParser(options);
  // One for all files of a side, as long as the side is there: many files import from the same few.
  const constants = new WeakMap<SourceTree, ImportedConstants>();
  const constantsOf = (tree: SourceTree): ImportedConstants => {
    const known = constants.get(tree) ?? new ImportedConstants(parser, tree);
    constants.set(tree, known);
    return known;
  };
  return {
    name: 'code-files',
    description: `SQL in strings of programs: ${languages.map(({ name }) => name).join(', ')}.`,
    needsDatabase: false,
    matches: (path) => !isTypesOnly(path) && languageOf(path) !== undefined,
    findMovedByOthers: async (changed, sides) => {
      const files = changed.flatMap((path) => {
        const language = languageOf(path);
        return language === undefined ? [] : [[path, language] as const];
      });
      const names = await findChangedConstants(files, sides, parser);
      return names.size === 0 ? null : (text) => mayProgramHoldQuery(text) && hasWord(text, names);
    },
    readStatements: (path, text, context) => readStatements(path, text, context, { parser, constantsOf }),
  };
}

/** SQL in strings of programs, read with tree-sitter's grammars. */
export const codeFiles: Source = createCodeFiles({ readGrammar });

function languageOf(path: string): CodeLanguage | undefined {
  const extension = path.slice(path.lastIndexOf('.')).toLowerCase();
  return languages.find(({ extensions }: CodeLanguage) => extensions.includes(extension));
}

/** What the files of a source share. */
interface Tools {
  readonly parser: CodeParser;
  readonly constantsOf: (tree: SourceTree) => ImportedConstants;
}

async function readStatements(
  path: string,
  text: string,
  context: SourceContext,
  { parser, constantsOf }: Tools,
): Promise<FileStatements> {
  const language = languageOf(path);
  if (language === undefined || !mayProgramHoldQuery(text)) return { statements: [] };
  const tooDeep = refuseNesting(text);
  if (tooDeep !== null) return { reason: tooDeep };
  // A byte order mark is no part of the program; a space keeps every offset.
  const code = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const parsed = await parser.parse(language, code, (tree): CodeStrings => readCode(tree, language));
  if ('reason' in parsed) return parsed;
  const { strings, ...origins } = await fillParts(
    parsed.value,
    path,
    language,
    context,
    constantsOf(context.tree),
  );
  return { statements: toStatements(path, code, strings), ...origins };
}

function hasWord(text: string, words: ReadonlySet<string>): boolean {
  return (text.match(/[\p{L}\p{N}_]+/gu) ?? []).some((word) => words.has(word));
}

/** TypeScript's declaration files, which no program runs. */
function isTypesOnly(path: string): boolean {
  return /\.d\.[mc]?ts$/.test(path);
}
