import type { ParameterUse, QueryScope } from '../../../sql/parameters/parameter-use.ts';
import type { Node } from '../../../sql/parameters/syntax.ts';
import { writeRows } from '../../../sql/parameters/write-rows.ts';
import { type ColumnOrigin, readOrigins } from './column-origins.ts';
import type { ParameterType } from './parameter-types.ts';
import type { Prober } from './run-probe.ts';
import { expressionOf, type ValueExpression } from './value-expression.ts';

/** A use with an expression that the server understands. */
export interface ResolvedUse {
  readonly expression: ValueExpression;
  /** The column that it is; null for an expression over columns. */
  readonly origin: ColumnOrigin | null;
  /** Whether it has to be read with the rows of the level around it. */
  readonly withOuter: boolean;
  /** The relation that it is read of, as the search path has it; null where that is none. */
  readonly relation: string | null;
  /** Its value by the rows of one table alone; null where it is of none. */
  readonly alone: { readonly table: string; readonly value: string } | null;
}

/** A use that the server does not understand, and its reason. */
export interface UnresolvedUse {
  readonly use: ParameterUse;
  readonly reason: string;
}

/** Finds for every use an expression that the server understands, and the column that it is. */
export async function resolveUses(
  prober: Prober,
  scope: QueryScope,
  uses: readonly ParameterUse[],
  types: readonly ParameterType[],
  bound: ReadonlyMap<number, Node>,
): Promise<{ readonly resolved: readonly ResolvedUse[]; readonly unresolved: readonly UnresolvedUse[] }> {
  const together = await describe(prober, scope, uses, types, bound, { withOuter: true, plain: false });
  if (Array.isArray(together)) return { resolved: together, unresolved: [] };
  const resolved: ResolvedUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  for (const use of uses) {
    let reason: string | undefined;
    for (const [withOuter, plain] of [
      [true, false],
      [false, false],
      [true, true],
      [false, true],
    ] as const) {
      const described = await describe(prober, scope, [use], types, bound, { withOuter, plain });
      if (Array.isArray(described)) {
        resolved.push(...described);
        reason = undefined;
        break;
      }
      reason ??= described;
    }
    if (reason !== undefined) unresolved.push({ use, reason });
  }
  return { resolved, unresolved };
}

async function describe(
  prober: Prober,
  scope: QueryScope,
  uses: readonly ParameterUse[],
  types: readonly ParameterType[],
  bound: ReadonlyMap<number, Node>,
  { withOuter, plain }: { readonly withOuter: boolean; readonly plain: boolean },
): Promise<ResolvedUse[] | string> {
  const expressions: ValueExpression[] = [];
  for (const use of uses) {
    const type = types[use.position - 1];
    const expression = type ? expressionOf(use, type, bound, plain) : null;
    if (!expression) return 'it meets no column';
    expressions.push(expression);
  }
  const options = { bound, withOuter, sample: null, limit: 0 };
  const values = expressions.flatMap(({ compared, value, column }) => [compared, value, column ?? compared]);
  const answer = await prober.ask(writeRows(scope, { ...options, values }));
  if (answer.kind === 'refused') return answer.message;
  const origins = await readOrigins(prober, answer);
  return expressions.map((expression, at) => {
    const type = types[expression.use.position - 1];
    const table = origins[3 * at + 2];
    return {
      expression,
      origin: origins[3 * at] ?? null,
      relation: (origins[3 * at] ?? table)?.relation ?? null,
      withOuter: withOuter && scope.outer !== null,
      alone: type && table ? { table: table.table, value: expression.over(table.column, type) } : null,
    };
  });
}
