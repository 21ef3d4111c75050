/** One condition of a CHECK that is understood, or the columns of one that is not. */
export type Condition =
  | { readonly kind: 'compare'; readonly column: string; readonly operator: Comparison; readonly value: string }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'length'; readonly column: string; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'like'; readonly column: string; readonly pattern: string }
  | { readonly kind: 'json-kind'; readonly column: string; readonly value: string }
  | { readonly kind: 'not-null'; readonly column: string }
  | { readonly kind: 'null'; readonly column: string }
  | { readonly kind: 'order'; readonly lower: string; readonly upper: string; readonly equal: boolean }
  | { readonly kind: 'unknown'; readonly columns: readonly string[] };

/** Between a column on its left and a constant on its right. */
export type Comparison = '<' | '<=' | '=' | '>=' | '>' | '<>';

const MIRRORED = { '<': '>', '<=': '>=', '=': '=', '>=': '<=', '>': '<', '<>': '<>' } as const;

/** The comparison with its sides exchanged. */
export function mirror(operator: Comparison): Comparison {
  return MIRRORED[operator];
}

/** Whether an operator's name is a comparison. */
export function isComparison(operator: string): operator is Comparison {
  return Object.hasOwn(MIRRORED, operator);
}
