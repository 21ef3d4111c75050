import type { Hole } from '../../sql/templates/template.ts';
import type {
  Expression,
  FormatExpression,
  HoleExpression,
  JoinExpression,
  ReferenceExpression,
} from './expression.ts';
import { createFormatParser } from './parse-format.ts';
import { constantText } from './quote-name.ts';
import type { ImportedHole, ResolvedPart } from './resolved-part.ts';

/** Constants inside of constants that are followed. */
const MAX_DEPTH = 12;

/** Pieces of one query that are followed; the rest is a hole. */
const MAX_PARTS = 5000;

/** The value of a name, or null when it is not known. */
export type FindConstant = (reference: ReferenceExpression) => Expression | null;

/** An expression as texts and holes, with every constant that `find` knows in its place. */
export function resolveExpression(expression: Expression, find: FindConstant): readonly ResolvedPart[] {
  const parts: ResolvedPart[] = [];
  const resolver = new Resolver(find, parts);
  resolver.add(expression, 0, null);
  if (parts.length <= MAX_PARTS) return parts;
  const rest: Hole = { source: '…', nature: 'fragment' };
  return [...parts.slice(0, MAX_PARTS), { part: rest, start: expression.end - 1, isVerbatim: false }];
}

class Resolver {
  readonly #find: FindConstant;
  readonly #parts: ResolvedPart[];

  constructor(find: FindConstant, parts: ResolvedPart[]) {
    this.#find = find;
    this.#parts = parts;
  }

  /** `at` is where a constant stands that this expression is the value of; null for what stands there itself. */
  add(expression: Expression, depth: number, at: number | null): void {
    if (this.#parts.length > MAX_PARTS) return;
    const start = at ?? expression.start;
    switch (expression.kind) {
      case 'text':
        this.#parts.push({ part: expression.text, start, isVerbatim: at === null && expression.isVerbatim });
        break;
      case 'sequence':
        for (const part of expression.parts) {
          if (expression.isTagged && part.kind === 'interpolation')
            this.#addSent(part.value, part.source, depth, at);
          else this.add(part, depth, at);
        }
        break;
      case 'interpolation':
        this.add(expression.value, depth, at);
        break;
      case 'reference':
        this.#addReference(expression, depth, at);
        break;
      case 'join':
        this.#addJoined(expression, depth, at);
        break;
      case 'format':
        this.#addFormat(expression, depth, at);
        break;
      case 'list':
        this.#hole({ source: '[…]', nature: 'unknown' }, start);
        break;
      case 'hole':
        this.#hole({ source: expression.source, nature: pastedNature(expression) }, start);
    }
  }

  /** An interpolation of a tag is sent beside the SQL, unless it is SQL that the tag made. */
  #addSent(value: Expression, source: string, depth: number, at: number | null): void {
    const known = value.kind === 'reference' ? this.#find(value) : value;
    if (known?.kind === 'sequence' && known.isTagged && depth < MAX_DEPTH) {
      this.add(known, depth + 1, known === value ? at : (at ?? value.start));
    } else if (known?.kind === 'hole') {
      const nature = known.nature === 'unknown' || known.nature === 'text' ? 'value' : known.nature;
      this.#hole({ source, nature }, at ?? value.start);
    } else this.#hole({ source, nature: 'value' }, at ?? value.start);
  }

  #addReference(reference: ReferenceExpression, depth: number, at: number | null): void {
    const start = at ?? reference.start;
    const value = depth < MAX_DEPTH ? this.#find(reference) : null;
    if (value !== null && value.kind !== 'hole' && value.kind !== 'list') this.add(value, depth + 1, start);
    else if (value?.kind === 'hole' && value.nature !== 'unknown') {
      this.#hole({ source: reference.source, nature: pastedNature(value) }, start);
    } else {
      const { name, owner, source } = reference;
      const hole: ImportedHole = { source, nature: 'unknown', reference: { name, owner, separator: null } };
      this.#hole(hole, start);
    }
  }

  #addJoined({ list, separator, source, start }: JoinExpression, depth: number, at: number | null): void {
    const known = list.kind === 'reference' ? this.#find(list) : list;
    if (known?.kind !== 'list') {
      const hole: Hole = { source, nature: 'unknown' };
      const between = constantText(separator);
      if (list.kind !== 'reference' || between === null) this.#hole(hole, at ?? start);
      else {
        const { name, owner } = list;
        this.#hole({ ...hole, reference: { name, owner, separator: between } }, at ?? start);
      }
      return;
    }
    for (const [index, item] of known.items.entries()) {
      if (index > 0) this.add(separator, depth + 1, at);
      this.add(item, depth + 1, known === list ? at : (at ?? start));
    }
  }

  #addFormat(format: FormatExpression, depth: number, at: number | null): void {
    const template = resolveExpression(format.template, this.#find);
    if (template.length === 0 || template.some(({ part }) => typeof part !== 'string')) {
      this.#hole({ source: format.source, nature: 'unknown' }, at ?? format.start);
      return;
    }
    const parse = createFormatParser(format);
    for (const { part, start, isVerbatim } of template) {
      for (const piece of parse(String(part))) {
        if (typeof piece !== 'string') this.add(piece.value, depth + 1, at ?? start);
        else this.#parts.push({ part: piece, start: at ?? start, isVerbatim: at === null && isVerbatim });
      }
    }
  }

  #hole(part: Hole | ImportedHole, start: number): void {
    this.#parts.push({ part, start, isVerbatim: false });
  }
}

/** One of several texts is SQL where it is pasted in. */
function pastedNature({ nature }: HoleExpression): Hole['nature'] {
  return nature === 'text' ? 'fragment' : nature;
}
