import type { ParametersFrom } from '../compare/measurement.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import type { Failure, Statement } from '../sql/statement.ts';

/** Values of one set: `$1…$n` in order, or by parameter name (`$2` names an unnamed one). */
export type ParameterValues = readonly unknown[] | Readonly<Record<string, unknown>>;

/** The values of one case on both sides, in each side's own order of `$n`; null where the side has no query. */
export interface BoundCase {
  readonly name: string;
  readonly base: readonly unknown[] | null;
  readonly head: readonly unknown[] | null;
  /** As the report shows them: head's, or base's where head has none. Null is SQL NULL. */
  readonly parameters: readonly (string | null)[];
  /** Left out where there are no parameters. */
  readonly parametersFrom?: ParametersFrom;
}

/** The cases of a query, or why it has none. */
export type Bound = { readonly cases: readonly BoundCase[] } | { readonly failure: Failure };

/** Name of the only case of a query without parameters. */
const NO_PARAMETERS = 'default';

/**
 * Gives a query its cases from the sets that the config names for it. A query with parameters and without values,
 * or with values that do not fit it, has no cases but a failure that names the parameter: a value is never made up.
 */
export function bindParameters(
  pair: QueryPair,
  sets: Readonly<Record<string, ParameterValues>> | undefined,
): Bound {
  const sides = [pair.base, pair.head].filter((side) => side !== null);
  const unvalued = sides.find((side) => side.parameters.length > 0);
  const named = Object.entries(sets ?? {});
  if (named.length === 0) {
    if (unvalued) return noValues(`no values for ${describeParameters(unvalued)} of ${pair.name}`, pair);
    return { cases: [{ name: NO_PARAMETERS, base: pair.base && [], head: pair.head && [], parameters: [] }] };
  }
  const cases: BoundCase[] = [];
  for (const [name, values] of named) {
    const base = pair.base && bindSide(pair.base, values);
    const head = pair.head && bindSide(pair.head, values);
    for (const [side, bound] of [['base', base] as const, ['head', head] as const]) {
      if (bound && 'problem' in bound) {
        return noValues(`parameters.${pair.name}.${name}: ${bound.problem} on ${side}`, pair);
      }
    }
    const baseValues = base && 'values' in base ? base.values : null;
    const headValues = head && 'values' in head ? head.values : null;
    const parameters = (headValues ?? baseValues ?? []).map(toText);
    cases.push({ name, base: baseValues, head: headValues, parameters });
  }
  return { cases };
}

function bindSide(
  statement: Statement,
  values: ParameterValues,
): { readonly values: readonly unknown[] } | { readonly problem: string } {
  const { parameters } = statement;
  if (isList(values)) {
    if (values.length === parameters.length) return { values };
    return {
      problem: `${count(values.length, 'value')} given, the query takes ${parameters.length === 0 ? 'none' : describeParameters(statement)}`,
    };
  }
  const keys = parameters.map(({ name, position }) =>
    [name, `$${position}`].find((key) => key !== null && key in values),
  );
  const missing = parameters.filter((_, index) => keys[index] === undefined);
  if (missing.length > 0) {
    const wanted = missing.map(({ name, position }) => name ?? `$${position}`).join(', ');
    return { problem: `no value for ${wanted}` };
  }
  const unknown = Object.keys(values).find((key) => !keys.includes(key));
  // A map may name parameters of the other side only; a list of names that fits neither side is caught there.
  if (unknown !== undefined && parameters.length === 0)
    return { problem: `${unknown} given, the query takes none` };
  return { values: keys.map((key) => values[key ?? '']) };
}

function isList(values: ParameterValues): values is readonly unknown[] {
  return Array.isArray(values);
}

function noValues(message: string, pair: QueryPair): { readonly failure: Failure } {
  return {
    failure: { kind: 'no-values', message: `${message} (config: parameters.${JSON.stringify(pair.name)})` },
  };
}

function describeParameters({ parameters }: Statement): string {
  const names = parameters.map(({ name, position }) =>
    name === null ? `$${position}` : `$${position} (${name})`,
  );
  return `${count(parameters.length, 'parameter')}: ${names.join(', ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
