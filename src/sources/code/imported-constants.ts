import { decodeQueryFile, refuseSize } from '../decode-query-file.ts';
import type { SourceTree } from '../source.ts';
import type { CodeLanguage, ImportedName } from './code-language.ts';
import type { CodeParser } from './code-parser.ts';
import { Declarations } from './declarations.ts';
import { resolveExpression } from './resolve-expression.ts';
import type { ImportedHole } from './resolved-part.ts';

/** Constants that files of one side give to others: their text, one import away. */
export class ImportedConstants {
  readonly #parser: CodeParser;
  readonly #tree: SourceTree;
  /** By language, path, owner and name. */
  readonly #known = new Map<string, string | null>();

  constructor(parser: CodeParser, tree: SourceTree) {
    this.#parser = parser;
    this.#tree = tree;
  }

  /** The text of a name that a file takes from another, or null. `visited` gets the paths that were looked at. */
  async find(
    hole: ImportedHole,
    from: string,
    imports: readonly ImportedName[],
    language: CodeLanguage,
    visited: Set<string>,
  ): Promise<string | null> {
    for (const { module, name, owner } of listTargets(hole.reference, imports)) {
      for (const path of language.modulePaths(module, from)) {
        visited.add(path);
        if (path === from || this.#tree.contentId(path) === undefined) continue;
        const text = await this.#read(path, name, owner, language);
        if (text !== null) return text;
      }
    }
    return null;
  }

  async #read(
    path: string,
    name: string,
    owner: string | null,
    language: CodeLanguage,
  ): Promise<string | null> {
    const key = [path, owner ?? '', name].join('\0');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = await this.#evaluate(path, name, owner, language);
    this.#known.set(key, text);
    return text;
  }

  async #evaluate(
    path: string,
    name: string,
    owner: string | null,
    language: CodeLanguage,
  ): Promise<string | null> {
    if (refuseSize(await this.#tree.size(path)) !== null) return null;
    const decoded = decodeQueryFile(await this.#tree.read(path));
    if ('reason' in decoded || !decoded.text.includes(name)) return null;
    const parsed = await this.#parser.parse(language, decoded.text, ({ root, grammar }) => {
      const declarations = new Declarations(root, grammar, language);
      const value = declarations.findShared(name, owner);
      const parts = value && resolveExpression(value, (reference) => declarations.find(reference, owner));
      const texts = parts?.map(({ part }) => part) ?? [null];
      return texts.every((text) => typeof text === 'string') ? texts.join('') : null;
    });
    return 'value' in parsed ? parsed.value : null;
  }
}

/** What a name can be in which module: an imported name, a member of one, or a member of a whole module. */
function listTargets(
  { name, owner }: ImportedHole['reference'],
  imports: readonly ImportedName[],
): readonly { readonly module: string; readonly name: string; readonly owner: string | null }[] {
  const local = owner ?? name;
  return imports
    .filter((imported) => imported.local === local)
    .map(({ imported, module }) => {
      if (owner === null) return { module, name: imported ?? name, owner: null };
      return { module, name, owner: imported };
    });
}
