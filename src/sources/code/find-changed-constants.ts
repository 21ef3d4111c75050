import { decodeQueryFile, refuseSize } from '../decode-query-file.ts';
import type { SourceTree } from '../source.ts';
import type { CodeLanguage } from './code-language.ts';
import type { CodeParser } from './code-parser.ts';
import { listConstants } from './list-constants.ts';

/** Names of the constants whose text, or being there, differs between the two sides in one of the files. */
export async function findChangedConstants(
  files: readonly (readonly [path: string, language: CodeLanguage])[],
  { base, head }: { readonly base: SourceTree; readonly head: SourceTree },
  parser: CodeParser,
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for (const [path, language] of files) {
    const before = await readConstants(path, language, base, parser);
    const after = await readConstants(path, language, head, parser);
    for (const { key, name, text } of [...before.values(), ...after.values()]) {
      if (before.get(key)?.text !== text || after.get(key)?.text !== text) changed.add(wordOf(name));
    }
  }
  return changed;
}

/** A name without what a language writes around it, such as `$` or backticks. */
function wordOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]+/gu, '');
}

interface Constant {
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** Empty for what is not there or not readable: no query takes a constant from it. */
async function readConstants(
  path: string,
  language: CodeLanguage,
  tree: SourceTree,
  parser: CodeParser,
): Promise<ReadonlyMap<string, Constant>> {
  if (tree.contentId(path) === undefined || refuseSize(await tree.size(path)) !== null) return new Map();
  const decoded = decodeQueryFile(await tree.read(path));
  if ('reason' in decoded) return new Map();
  const parsed = await parser.parse(language, decoded.text, (code) => listConstants(code, language));
  if ('reason' in parsed) return new Map();
  return new Map(
    parsed.value.map(({ owner, name, text }) => {
      const key = JSON.stringify([owner, name]);
      return [key, { key, name, text }];
    }),
  );
}
