import { loadParser } from '../sql/parser.ts';
import type { Statement } from '../sql/statement.ts';
import { DialectNamer } from './dialect-namer.ts';
import { findPossiblyMoved } from './find-possibly-moved.ts';
import { sources } from './index.ts';
import { type Globs, matchGlobs } from './match-globs.ts';
import { type QueryText, ReadAhead } from './read-ahead.ts';
import type { FileStatements, Fragments, Source, SourceContext, SourceTree } from './source.ts';

/** A file that was not read, and why; never counted as passed. */
export interface SkippedFile {
  readonly file: string;
  readonly side: 'base' | 'head';
  readonly reason: string;
}

/** What is read beside the files themselves, and of which files. */
export interface ReadOptions {
  /** Texts that the config gives for what programs put into their SQL. */
  readonly fragments?: Fragments;
  /**
   * Leaves files alone that are equal on both sides, and so are the constants that they take from other files: nothing of
   * them can be a change.
   */
  readonly onlyChanged?: boolean;
}

/** The statements of both sides. An unchanged file is read once: both sides then hold the same objects. */
export interface ReadSources {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  readonly skipped: readonly SkippedFile[];
  /** Files that were read and split; one that is equal on both sides counts once. */
  readonly filesRead: number;
  /** Files that were left alone as unchanged. */
  readonly unchanged: ReadonlySet<string>;
  /** Files that the globs and a source let through, on either side. */
  readonly files: readonly string[];
  /** Texts of `fragments` that a statement has in it, as `fragmentKey` names them. */
  readonly usedFragments: ReadonlySet<string>;
}

/** Reads the query files of the two sides that the globs let through. Nothing that a file holds stops it. */
export async function readSources(
  base: SourceTree,
  head: SourceTree,
  globs: Globs,
  { fragments = {}, onlyChanged = false }: ReadOptions = {},
): Promise<ReadSources> {
  const isWanted = matchGlobs(globs);
  const namer = new DialectNamer();
  const mayBeMoved = onlyChanged ? await findPossiblyMoved(base, head) : () => Promise.resolve(true);
  const result = {
    base: [] as Statement[],
    head: [] as Statement[],
    skipped: [] as SkippedFile[],
    filesRead: 0,
    unchanged: new Set<string>(),
    files: [] as string[],
    usedFragments: new Set<string>(),
  };
  const wanted: { readonly file: string; readonly source: Source; readonly isEqual: boolean }[] = [];
  for (const file of new Set([...base.files(), ...head.files()])) {
    const source: Source | undefined = isWanted(file) ? sources.find((s) => s.matches(file)) : undefined;
    if (source === undefined) continue;
    result.files.push(file);
    const isEqual = base.contentId(file) === head.contentId(file);
    if (isEqual && !(await mayBeMoved(file, source))) result.unchanged.add(file);
    else wanted.push({ file, source, isEqual });
  }
  const pathsOn = (tree: SourceTree) => wanted.filter(({ file }) => tree.contentId(file) !== undefined);
  const texts = {
    base: new ReadAhead(
      base,
      pathsOn(base).map(({ file }) => file),
    ),
    head: new ReadAhead(
      head,
      pathsOn(head).flatMap(({ file, isEqual }) => (isEqual ? [] : [file])),
    ),
  };
  for (const { file, source, isEqual } of wanted) {
    const read = async (side: 'base' | 'head'): Promise<FileStatements | null> => {
      const tree = side === 'base' ? base : head;
      if (tree.contentId(file) === undefined) return null;
      const answer = await readFile(file, await texts[side].read(file), source, namer, { tree, fragments });
      if ('statements' in answer) result.filesRead++;
      return answer;
    };
    const onBase = await read('base');
    const isShared = isEqual && onBase !== null && hasSameDependencies(onBase, base, head);
    const onHead = isShared ? onBase : await read('head');
    for (const [side, answer] of [['base', onBase] as const, ['head', onHead] as const]) {
      if (answer === null) continue;
      if ('statements' in answer) {
        for (const statement of answer.statements) result[side].push(statement);
        for (const key of answer.usedFragments ?? []) result.usedFragments.add(key);
      }
      // A file that is skipped alike on both sides is named once, for head.
      else if (side === 'head' || !isEqual) result.skipped.push({ file, side, ...answer });
    }
  }
  return result;
}

/** Whether what a file's statements are made of, beside the file itself, is equal on both sides. */
function hasSameDependencies(read: FileStatements, base: SourceTree, head: SourceTree): boolean {
  if ('reason' in read) return true;
  return (read.dependsOn ?? []).every((path) => base.contentId(path) === head.contentId(path));
}

async function readFile(
  file: string,
  decoded: QueryText,
  source: Source,
  namer: DialectNamer,
  context: SourceContext,
): Promise<FileStatements> {
  if ('reason' in decoded) return decoded;
  // Replaces the parser that a statement of the file before may have ruined.
  await loadParser();
  const read = await source.readStatements(file, decoded.text, context);
  if ('reason' in read) return read;
  return { ...read, statements: await namer.nameDialects(read.statements) };
}
