const WORDS =
  `river stone window garden letter silver morning paper bridge corner winter music harbour forest number coffee
  station island market planet engine shadow yellow summer bottle castle doctor autumn ticket camera basket pencil
  mirror candle kitchen village mountain sailor thunder blanket quiet early narrow golden simple honest broken distant
  heavy gentle modern hidden wooden sudden brave clever fresh proud rapid steady warm bright`.split(/\s+/);

/** Longest text that is made of one constant, characters. */
const LONGEST = 1_000_000;

/** Words of English in a fixed order that repeats late, at least `length` characters, with a space between them. */
export function fillerText(length: number): string {
  const words: string[] = [];
  let [size, state] = [0, 1];
  while (size < Math.min(length, LONGEST)) {
    // A linear congruential generator (Numerical Recipes, ranqd1).
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[state % WORDS.length] ?? '';
    words.push(word);
    size += word.length + 1;
  }
  return words.join(' ');
}
