import type { ParseTree } from '../parser.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Where in `sql` the first thing stands that libpg-query takes and that can't be meant; null when there is none:
 *
 * - a parameter where a type takes a string: `date $1`, `data $1`. PostgreSQL itself rejects it (`AexprConst: func_name
 *   Sconst` in gram.y). In a cast that PostgreSQL takes, `$1::date` or `CAST($1 AS date)`, the type follows the parameter.
 * - an operator with a `?` before its only operand: `= ? - 1` is a placeholder less one.
 */
export function findImplausible(sql: string, tree: ParseTree): number | null {
  let first = Number.POSITIVE_INFINITY;
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, child] of Object.entries(node)) {
      open.push(child);
      const location = key === 'TypeCast' ? typedParameter(child) : key === 'A_Expr' ? prefixMark(child) : null;
      if (location !== null) first = Math.min(first, location);
    }
  }
  return Number.isFinite(first) ? offsetOfByte(sql, first) : null;
}

function typedParameter({ arg, typeName }: { readonly arg?: Json; readonly typeName?: Json }): number | null {
  const parameter = arg?.['ParamRef'] as Json | undefined;
  return parameter && locationOf(typeName) < locationOf(parameter) ? locationOf(parameter) : null;
}

function prefixMark(expression: Json): number | null {
  if (expression['kind'] !== 'AEXPR_OP' || expression['lexpr'] !== undefined) return null;
  return JSON.stringify(expression['name'] ?? '').includes('?') ? locationOf(expression) : null;
}

/** In bytes. libpg-query leaves a location of 0 out. */
function locationOf(node: Json | undefined): number {
  return Number(node?.['location'] ?? 0);
}

function offsetOfByte(text: string, byte: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byte)).length;
}
