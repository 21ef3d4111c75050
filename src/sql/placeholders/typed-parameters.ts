import type { ParseTree } from '../parser.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Where in `sql` the first parameter stands that follows a type as a string would: `date $1`, `data $1`; null when there is
 * none. libpg-query's grammar takes them and PostgreSQL's does not (`AexprConst: func_name Sconst` in gram.y). In a cast that
 * PostgreSQL takes, `$1::date` or `CAST($1 AS date)`, the type follows the parameter.
 */
export function findTypedParameter(sql: string, tree: ParseTree): number | null {
  let first = Number.POSITIVE_INFINITY;
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, child] of Object.entries(node)) {
      open.push(child);
      if (key !== 'TypeCast') continue;
      const { arg, typeName } = child as { readonly arg?: Json; readonly typeName?: Json };
      const parameter = arg?.['ParamRef'] as Json | undefined;
      if (parameter && locationOf(typeName) < locationOf(parameter))
        first = Math.min(first, locationOf(parameter));
    }
  }
  return Number.isFinite(first) ? offsetOfByte(sql, first) : null;
}

/** In bytes. libpg-query leaves a location of 0 out. */
function locationOf(node: Json | undefined): number {
  return Number(node?.['location'] ?? 0);
}

function offsetOfByte(text: string, byte: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byte)).length;
}
