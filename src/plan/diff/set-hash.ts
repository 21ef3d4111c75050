/**
 * The hash of one member of a set: the finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014). Sums of such hashes tell multisets apart, whatever their order, without listing them.
 */
export function hashMember(id: number): bigint {
  let hash = BigInt.asUintN(64, BigInt(id + 1) * 0x9e3779b97f4a7c15n);
  hash = BigInt.asUintN(64, (hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n);
  hash = BigInt.asUintN(64, (hash ^ (hash >> 27n)) * 0x94d049bb133111ebn);
  return hash ^ (hash >> 31n);
}

/** The hash of the union of two multisets. */
export function addHashes(a: bigint, b: bigint): bigint {
  return BigInt.asUintN(64, a + b);
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
