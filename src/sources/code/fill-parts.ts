import type { SourceContext } from '../source.ts';
import type { CodeLanguage } from './code-language.ts';
import { findFragment } from './find-fragment.ts';
import type { ImportedConstants } from './imported-constants.ts';
import type { CodeString, CodeStrings } from './read-code.ts';
import type { ResolvedPart } from './resolved-part.ts';

/** Strings with all the texts in place that are known, and where these come from. */
export interface FilledStrings {
  readonly strings: readonly CodeString[];
  /** Paths of the files that were asked for constants. */
  readonly dependsOn: readonly string[];
  /** Texts that the config gave. */
  readonly usedFragments: readonly string[];
}

/** Puts the texts into holes that the config gives, and those of constants that the file imports. */
export async function fillParts(
  { strings, imports }: CodeStrings,
  file: string,
  language: CodeLanguage,
  { fragments }: SourceContext,
  constants: ImportedConstants,
): Promise<FilledStrings> {
  const visited = new Set<string>();
  const used = new Set<string>();
  const fill = async (resolved: ResolvedPart): Promise<ResolvedPart> => {
    const { part, start } = resolved;
    if (typeof part === 'string') return resolved;
    const given = findFragment(fragments, file, part.source);
    if (given !== null) {
      used.add(given.key);
      return { part: given.text, start, isVerbatim: false };
    }
    if (!('reference' in part)) return resolved;
    const text = await constants.find(part, file, imports, language, visited);
    return text === null ? resolved : { part: text, start, isVerbatim: false };
  };
  const filled: CodeString[] = [];
  for (const { context, parts } of strings) {
    const known: ResolvedPart[] = [];
    for (const part of parts) known.push(await fill(part));
    filled.push({ context, parts: known });
  }
  return { strings: filled, dependsOn: [...visited], usedFragments: [...used] };
}
