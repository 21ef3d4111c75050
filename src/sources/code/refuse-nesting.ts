/**
 * Most open brackets of a program that is read. Nobody writes a hundred; tree-sitter loses what stands in 100,000 and says
 * nothing. Brackets in strings count too, so a program that has thousands of those alone is still read.
 */
const MAX_OPEN_BRACKETS = 10_000;

const OPEN = new Set(['(', '[', '{'].map((bracket) => bracket.charCodeAt(0)));
const CLOSE = new Set([')', ']', '}'].map((bracket) => bracket.charCodeAt(0)));

/** In words, why a program of such nesting is not read; null when it is. */
export function refuseNesting(text: string): string | null {
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (OPEN.has(code)) open++;
    else if (CLOSE.has(code) && open > 0) open--;
    if (open > MAX_OPEN_BRACKETS) {
      return `over ${MAX_OPEN_BRACKETS} brackets are open at offset ${index}: programs are read up to that`;
    }
  }
  return null;
}
