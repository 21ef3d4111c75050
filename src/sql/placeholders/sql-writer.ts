/** Puts a statement together, piece by piece, in time that grows with its length. */
export class SqlWriter {
  readonly #pieces: string[] = [];
  #length = 0;
  #last: { readonly end: string; readonly kind: 'text' | 'slot' } = { end: '', kind: 'text' };

  /** Characters written, UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** Appends text of the source as it is, or what stands for a placeholder: `SELECT:x` must not become `SELECT$1`. */
  append(piece: string, kind: 'text' | 'slot' = 'text'): void {
    if (piece === '') return;
    const isSlot = kind === 'slot' || this.#last.kind === 'slot';
    const touches = isSlot && isWordCharacter(this.#last.end) && isWordCharacter(piece.charAt(0));
    const written = touches ? ` ${piece}` : piece;
    this.#pieces.push(written);
    this.#length += written.length;
    this.#last = { end: piece.slice(-1), kind };
  }

  toString(): string {
    return this.#pieces.join('');
  }
}

/** PostgreSQL's identifiers take letters, digits, `_`, `$` and everything beyond ASCII. */
function isWordCharacter(character: string): boolean {
  return /^[\w$\u0080-\uffff]$/.test(character);
}
