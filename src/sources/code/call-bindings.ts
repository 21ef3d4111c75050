import type { CallExpression, Expression, ReferenceExpression } from './expression.ts';
import type { FunctionBody } from './functions.ts';

/** An expression, and the call inside of which its names are to be looked up; null outside of any. */
export interface BoundExpression {
  readonly expression: Expression;
  readonly within: CallBindings | null;
}

/** What the parameters of a function are in one call of it. */
export class CallBindings {
  readonly #body: FunctionBody;
  readonly #caller: CallBindings | null;

  constructor(body: FunctionBody, caller: CallBindings | null) {
    this.#body = body;
    this.#caller = caller;
  }

  /** The argument that a name stands for, or null. A default is read inside of the function, an argument outside. */
  find({ name, owner, start }: ReferenceExpression): BoundExpression | null {
    if (owner !== null || start < this.#body.start || start >= this.#body.end) return null;
    const bound = this.#body.bound.get(name);
    return bound === undefined
      ? null
      : { expression: bound.value, within: bound.isArgument ? this.#caller : this };
  }
}

/** The value of a call, or null when its function is not known. */
export type FindFunction = (call: CallExpression) => FunctionBody | null;
