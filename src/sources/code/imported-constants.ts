import { decodeQueryFile, refuseSize } from '../decode-query-file.ts';
import type { SourceTree } from '../source.ts';
import type { CodeLanguage, ImportedName } from './code-language.ts';
import type { CodeParser } from './code-parser.ts';
import { Declarations } from './declarations.ts';
import type { ReferenceExpression } from './expression.ts';
import { FileIndex } from './file-index.ts';
import { constantTextOf } from './list-constants.ts';
import type { ImportedHole, ImportedReference } from './resolved-part.ts';

/** Constants that files of one side give to others: their text, one import away. */
export class ImportedConstants {
  readonly #parser: CodeParser;
  readonly #tree: SourceTree;
  readonly #files: FileIndex;
  /** By language, path, owner and name. */
  readonly #known = new Map<string, string | null>();

  constructor(parser: CodeParser, tree: SourceTree) {
    this.#parser = parser;
    this.#tree = tree;
    this.#files = new FileIndex(() => tree.files());
  }

  /** The text of a name that a file takes from another, or null. `visited` gets the paths that were looked at. */
  async find(
    hole: ImportedHole,
    from: string,
    imports: readonly ImportedName[],
    language: CodeLanguage,
    visited: Set<string>,
  ): Promise<string | null> {
    const { separator } = hole.reference;
    for (const { module, name, owner } of listTargets(hole.reference, imports, language)) {
      for (const path of language.modulePaths(module, from, this.#files)) {
        visited.add(path);
        if (path === from || this.#tree.contentId(path) === undefined) continue;
        const text = await this.#read(path, { name, owner, separator }, language);
        if (text !== null) return text;
      }
    }
    return null;
  }

  async #read(path: string, reference: ImportedReference, language: CodeLanguage): Promise<string | null> {
    const key = JSON.stringify([path, reference]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = await this.#evaluate(path, reference, language);
    this.#known.set(key, text);
    return text;
  }

  async #evaluate(
    path: string,
    { name, owner, separator }: ImportedReference,
    language: CodeLanguage,
  ): Promise<string | null> {
    if (refuseSize(await this.#tree.size(path)) !== null) return null;
    const decoded = decodeQueryFile(await this.#tree.read(path));
    if ('reason' in decoded || !decoded.text.includes(name)) return null;
    const parsed = await this.#parser.parse(language, decoded.text, ({ root, declarations: query }) => {
      const declarations = new Declarations(root, query, language);
      const value = declarations.findShared(name, owner);
      if (value === null) return null;
      const find = (reference: ReferenceExpression) => declarations.find(reference, owner);
      if (separator === null) return constantTextOf(value, find);
      const items = value.kind === 'list' ? value.items.map((item) => constantTextOf(item, find)) : [null];
      return items.includes(null) ? null : items.join(separator);
    });
    return 'value' in parsed ? parsed.value : null;
  }
}

interface Target {
  readonly module: string;
  readonly name: string;
  readonly owner: string | null;
}

/** What a name can be in which module: an imported name, a member of one, or a member of a whole module. */
function listTargets(
  { name, owner }: ImportedReference,
  imports: readonly ImportedName[],
  { findsOwners }: CodeLanguage,
): readonly Target[] {
  const local = owner ?? name;
  const targets = imports
    .filter((imported) => imported.local === local || (imported.local === '*' && owner === null))
    .map(({ imported, module, owner: within = null }): Target => {
      if (owner === null) return { module, name: imported ?? name, owner: within };
      return { module, name, owner: imported };
    });
  if (owner === null || !findsOwners) return targets;
  // The owner may be a class, or the file itself.
  const last = owner.split(/\.|::|\\/).at(-1) ?? owner;
  return [...targets, { module: owner, name, owner: last }, { module: owner, name, owner: null }];
}
