import { matchGlobs } from '../match-globs.ts';
import type { Fragments } from '../source.ts';

/**
 * The text that the config gives for a hole of a file, or null. The hole is named as the program writes it, or by its
 * last name: `this.schema` or `schema`.
 */
export function findFragment(fragments: Fragments, file: string, source: string): string | null {
  const last = /[\w$]+$/.exec(source)?.[0] ?? source;
  for (const [glob, texts] of Object.entries(fragments)) {
    const key = [source, last].find((name) => Object.hasOwn(texts, name));
    if (key !== undefined && matchGlobs({ include: [glob], exclude: [] })(file)) return texts[key] ?? null;
  }
  return null;
}
