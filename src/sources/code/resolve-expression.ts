import type { Hole } from '../../sql/templates/template.ts';
import { type BoundExpression, CallBindings, type FindFunction } from './call-bindings.ts';
import type {
  CallExpression,
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

/** Calls of one query that are followed; the others are holes. */
const MAX_CALLS = 500;

/** The value of a name, or null when it is not known. */
export type FindConstant = (reference: ReferenceExpression) => Expression | null;

/**
 * An expression as texts and holes, with every constant that `find` knows in its place, and of every function that
 * `findFunction` knows what it returns.
 */
export function resolveExpression(
  expression: Expression,
  find: FindConstant,
  findFunction: FindFunction = () => null,
): readonly ResolvedPart[] {
  const parts: ResolvedPart[] = [];
  const resolver = new Resolver({ find, findFunction }, parts);
  resolver.add({ expression, within: null }, 0, null);
  if (parts.length <= MAX_PARTS) return parts;
  const rest: Hole = { source: '…', nature: 'fragment' };
  return [...parts.slice(0, MAX_PARTS), { part: rest, start: expression.end - 1, isVerbatim: false }];
}

interface Lookups {
  readonly find: FindConstant;
  readonly findFunction: FindFunction;
}

class Resolver {
  readonly #lookups: Lookups;
  readonly #parts: ResolvedPart[];
  #calls = 0;

  constructor(lookups: Lookups, parts: ResolvedPart[]) {
    this.#lookups = lookups;
    this.#parts = parts;
  }

  /** `at` is where a constant stands that this expression is the value of; null for what stands there itself. */
  add({ expression, within }: BoundExpression, depth: number, at: number | null): void {
    if (this.#parts.length > MAX_PARTS) return;
    const start = at ?? expression.start;
    switch (expression.kind) {
      case 'text':
        this.#parts.push({ part: expression.text, start, isVerbatim: at === null && expression.isVerbatim });
        break;
      case 'sequence':
        for (const part of expression.parts) {
          if (expression.isTagged && part.kind === 'interpolation') {
            this.#addSent({ expression: part.value, within }, part.source, depth, at);
          } else this.add({ expression: part, within }, depth, at);
        }
        break;
      case 'interpolation':
        this.add({ expression: expression.value, within }, depth, at);
        break;
      case 'reference':
      case 'call':
        this.#addNamed(expression, within, depth, at);
        break;
      case 'join':
        this.#addJoined(expression, within, depth, at);
        break;
      case 'format':
        this.#addFormat(expression, within, depth, at);
        break;
      case 'list':
        this.#hole({ source: '[…]', nature: 'unknown' }, start);
        break;
      case 'hole':
        this.#addPasted(expression, expression.source, start);
    }
  }

  /** A hole that is put into the text. */
  #addPasted(hole: HoleExpression, source: string, start: number): void {
    if (hole.isApart) this.#parts.push({ part: ' ', start, isVerbatim: false });
    this.#hole({ source, nature: pastedNature(hole) }, start);
  }

  /** An interpolation of a tag is sent beside the SQL, unless it is SQL that the tag made. */
  #addSent(value: BoundExpression, source: string, depth: number, at: number | null): void {
    const known = this.#follow(value, depth);
    const { start } = value.expression;
    if (known.expression.kind === 'sequence' && known.expression.isTagged && depth < MAX_DEPTH) {
      this.add(known, depth + 1, known === value ? at : (at ?? start));
    } else if (known.expression.kind === 'hole') {
      const { nature } = known.expression;
      this.#hole({ source, nature: nature === 'unknown' || nature === 'text' ? 'value' : nature }, at ?? start);
    } else this.#hole({ source, nature: 'value' }, at ?? start);
  }

  /** What names and calls stand for, as far as it is known. */
  #follow(from: BoundExpression, depth: number): BoundExpression {
    let known = from;
    for (let steps = depth; steps < MAX_DEPTH; steps++) {
      const next = this.#lookUp(known);
      if (next === null) break;
      known = next;
    }
    return known;
  }

  /** What a name or a call stands for, one step on; null for anything else, and when it is not known. */
  #lookUp({ expression, within }: BoundExpression): BoundExpression | null {
    if (expression.kind === 'reference') {
      const constant = this.#lookups.find(expression);
      return constant === null ? (within?.find(expression) ?? null) : { expression: constant, within };
    }
    if (expression.kind !== 'call' || ++this.#calls > MAX_CALLS) return null;
    const body = this.#lookups.findFunction(expression);
    return body && { expression: body.returned, within: new CallBindings(body, within) };
  }

  #addNamed(
    named: ReferenceExpression | CallExpression,
    within: CallBindings | null,
    depth: number,
    at: number | null,
  ): void {
    const start = at ?? named.start;
    const value = depth < MAX_DEPTH ? this.#lookUp({ expression: named, within }) : null;
    const { kind } = value?.expression ?? named;
    if (value?.expression.kind === 'hole' && value.expression.nature !== 'unknown') {
      this.#addPasted(value.expression, named.source, start);
    } else if (value !== null && kind !== 'hole' && kind !== 'list') this.add(value, depth + 1, start);
    else if (named.kind === 'call') this.#hole({ source: named.source, nature: 'unknown' }, start);
    else {
      const { name, owner, source } = named;
      const hole: ImportedHole = { source, nature: 'unknown', reference: { name, owner, separator: null } };
      this.#hole(hole, start);
    }
  }

  #addJoined(
    { list, separator, source, start }: JoinExpression,
    within: CallBindings | null,
    depth: number,
    at: number | null,
  ): void {
    const known = this.#follow({ expression: list, within }, depth);
    if (known.expression.kind !== 'list') {
      const hole: Hole = { source, nature: 'unknown' };
      const between = constantText(separator);
      if (list.kind !== 'reference' || between === null) this.#hole(hole, at ?? start);
      else {
        const { name, owner } = list;
        this.#hole({ ...hole, reference: { name, owner, separator: between } }, at ?? start);
      }
      return;
    }
    for (const [index, item] of known.expression.items.entries()) {
      if (index > 0) this.add({ expression: separator, within }, depth + 1, at);
      const place = known.expression === list ? at : (at ?? start);
      this.add({ expression: item, within: known.within }, depth + 1, place);
    }
  }

  #addFormat(format: FormatExpression, within: CallBindings | null, depth: number, at: number | null): void {
    const template = resolveExpression(format.template, this.#lookups.find);
    if (template.length === 0 || template.some(({ part }) => typeof part !== 'string')) {
      this.#hole({ source: format.source, nature: 'unknown' }, at ?? format.start);
      return;
    }
    const parse = createFormatParser(format);
    for (const { part, start, isVerbatim } of template) {
      for (const piece of parse(String(part))) {
        if (typeof piece === 'string') {
          this.#parts.push({ part: piece, start: at ?? start, isVerbatim: at === null && isVerbatim });
        } else this.add({ expression: piece.value, within }, depth + 1, at ?? start);
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
