import { matchGlobs } from '../match-globs.ts';
import { type Fragments, fragmentKey } from '../source.ts';

/** A text that the config gives, and where in the config it stands. */
export interface FoundFragment {
  readonly text: string;
  /** As `fragmentKey` makes it. */
  readonly key: string;
}

/**
 * The text that the config gives for a hole of a file, or null. The hole is named as the program writes it, or by its
 * last name: `this.schema` or `schema`.
 */
export function findFragment(fragments: Fragments, file: string, source: string): FoundFragment | null {
  const last = /[\w$]+$/.exec(source)?.[0] ?? source;
  for (const [glob, texts] of Object.entries(fragments)) {
    const name = [source, last].find((candidate) => Object.hasOwn(texts, candidate));
    if (name === undefined || !matchGlobs({ include: [glob], exclude: [] })(file)) continue;
    return { text: texts[name] ?? '', key: fragmentKey(glob, name) };
  }
  return null;
}
