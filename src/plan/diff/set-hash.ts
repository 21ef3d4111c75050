/** Hashes are whole numbers below this: the sum of two of them is still exact. */
const MODULUS = 2 ** 52;

/**
 * The hash of one member of a set, 52 bits of the finalizer of MurmurHash3 (Appleby, public domain) under two seeds. Sums of such
 * hashes tell multisets apart, whatever their order, without listing them. Numbers and not BigInt: those are garbage each.
 */
export function hashMember(id: number): number {
  return (mix(id ^ 0x9e3779b9) >>> 12) * 2 ** 32 + (mix(id + 0x7f4a7c15) >>> 0);
}

function mix(id: number): number {
  let hash = Math.imul(id ^ (id >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The hash of the union of two multisets. */
export function addHashes(a: number, b: number): number {
  return (a + b) % MODULUS;
}

/** Gives equal texts equal numbers, from 0 on. */
export class Interner {
  readonly #ids = new Map<string, number>();

  /** The number of a text. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#ids.size);
    return this.#ids.size - 1;
  }
}
