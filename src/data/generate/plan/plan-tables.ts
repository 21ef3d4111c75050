import type { QueryConnection } from '../../query-connection.ts';
import type { TableFacts } from '../catalog/table-facts.ts';
import type { GenerateOptions, TableOptions } from '../generate-options.ts';
import { sql } from '../sql/expression.ts';
import type { TextStyle } from '../values/text-style.ts';
import { lookUpKeys } from './lookup-table.ts';
import { orderTables } from './order-tables.ts';
import { type PlannedTable, planTable } from './plan-table.ts';
import type { TablePlan } from './table-plan.ts';

/** Every table of the database, those first that others refer to. */
export interface PlannedTables {
  readonly tables: readonly PlannedTable[];
  /** Plans a table again, with other styles of texts. */
  planAgain(table: PlannedTable, styles: ReadonlyMap<string, TextStyle>): Promise<PlannedTable>;
}

/**
 * Plans every table. One that has rows keeps them; one that `isWanted` refuses is left as it is.
 * @param optionsOf what the config says of a table
 */
export async function planTables(
  client: QueryConnection,
  facts: readonly TableFacts[],
  options: GenerateOptions,
  optionsOf: (table: TableFacts) => TableOptions,
  isWanted: (table: TableFacts) => boolean,
): Promise<PlannedTables> {
  const planned = new Map<number, PlannedTable>();
  const wish = (table: TableFacts) => {
    const { rows: asked, rowsAreEstimated } = optionsOf(table);
    const rows = (asked ?? options.rows) * options.scale;
    const exact = asked !== undefined && !rowsAreEstimated;
    return { rows: rows > 0 ? Math.max(1, Math.round(rows)) : 0, exact };
  };
  // A table of a circle is referred to before it is planned.
  const planOf = (oid: number): TablePlan | undefined => {
    const found = facts.find((table) => table.oid === oid);
    if (found === undefined) return undefined;
    const later = (): TablePlan | undefined => planned.get(oid)?.plan;
    return {
      facts: found,
      get kept() {
        return later()?.kept ?? false;
      },
      get rows() {
        return later()?.rows ?? wish(found).rows;
      },
      value(...args) {
        const plan = later();
        if (plan === undefined) throw new Error(`${found.name} is not planned`);
        return plan.value(...args);
      },
    };
  };
  const input = (table: TableFacts, styles: ReadonlyMap<string, TextStyle>) => ({
    client,
    table,
    options: optionsOf(table),
    ...wish(table),
    seed: options.seed,
    styles,
    planOf,
  });
  for (const table of orderTables(facts)) {
    const kept = await countRows(client, table);
    const plan =
      kept > 0 || !isWanted(table)
        ? { plan: keepTable(table, kept), columns: new Map(), problems: [], notes: [] }
        : await planTable(input(table, new Map()));
    planned.set(table.oid, plan);
  }
  return {
    tables: [...planned.values()],
    async planAgain(table, styles) {
      const again = await planTable(input(table.plan.facts, styles));
      planned.set(table.plan.facts.oid, again);
      return again;
    },
  };
}

async function countRows(client: QueryConnection, { name }: TableFacts): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT pg_catalog.count(*)::float8 AS count FROM ${name}`,
  );
  return rows[0]?.count ?? 0;
}

/** A table whose rows are there: keys are looked up. */
function keepTable(facts: TableFacts, rows: number): TablePlan {
  return {
    facts,
    rows,
    kept: true,
    value(column, row, query, along) {
      const columns = along.length > 0 ? along : [column];
      const keys = lookUpKeys({ table: facts, columns, agree: [], where: [] }, query);
      return sql`${keys.column(column, query.query.define(row))}`;
    },
  };
}
