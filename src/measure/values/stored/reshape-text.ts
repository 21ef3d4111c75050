const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Letters and digits that have room for enough other texts. */
const ROOM = 4;

/**
 * A text of the same shape: digits stay digits, letters letters of the same case, and everything else stays. The first
 * word changes, and the next ones too where it is short. Equal arguments give an equal text.
 * @param alphabet `hex` for the letters and digits of a uuid
 * @param seed another number gives another text
 */
export function reshapeText(text: string, seed: number, alphabet: 'words' | 'hex' = 'words'): string {
  const end = endOfRoom(text);
  let state = seedOf(`${seed} ${text}`);
  const pick = (from: string) => {
    state = next(state);
    return from[state % from.length] ?? '';
  };
  return [...text]
    .map((character, at) => {
      if (at >= end && alphabet === 'words') return character;
      if (alphabet === 'hex') return /[0-9a-f]/i.test(character) ? pick(HEX) : character;
      if (/[0-9]/.test(character)) return pick(DIGITS);
      if (/[a-z]/.test(character)) return pick(LETTERS);
      return /[A-Z]/.test(character) ? pick(LETTERS).toUpperCase() : character;
    })
    .join('');
}

/** Where the word ends by which there is room: what comes after it often may not change, as the end of an address. */
function endOfRoom(text: string): number {
  let room = 0;
  for (const { 0: word, index } of text.matchAll(/[a-z0-9]+/gi)) {
    room += word.length;
    if (room >= ROOM) return index + word.length;
  }
  return text.length;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash || 1;
}

/** Xorshift, 32 bits (Marsaglia, "Xorshift RNGs", 2003). */
function next(state: number): number {
  let value = state;
  value ^= value << 13;
  value ^= value >>> 17;
  value ^= value << 5;
  return value >>> 0;
}
