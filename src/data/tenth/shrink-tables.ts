import type { DatabaseConnection } from '../connect-database.ts';
import type { UnitPlan } from './plan-tenth.ts';
import type { SampledTable } from './sampled-table.ts';

/** One row in so many is kept. */
const ONE_IN = 10;

/** For the sorts that keep the rows in the order in which they lay. */
const WORK_MEM = '64MB';

/**
 * Replaces the rows of these units by those that their plans keep, in their order, in one transaction. Rows whose key of
 * one column is one of `values` are kept too, so that a look-up by it finds something. Triggers, foreign keys and rules are off, which
 * takes a superuser. Rejects as `pg` does.
 */
export async function shrinkTables(
  { client }: DatabaseConnection,
  plans: readonly UnitPlan[],
  values: readonly string[],
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL session_replication_role = replica; SET LOCAL work_mem = '${WORK_MEM}'`);
    await client.query('CREATE TEMP TABLE explain_gate_wanted (value text PRIMARY KEY) ON COMMIT DROP');
    await client.query(
      'INSERT INTO explain_gate_wanted SELECT DISTINCT value FROM pg_catalog.unnest($1::text[]) AS value',
      [values],
    );
    const copies = new Map(
      plans.flatMap(({ tables }) => tables).map((table, at) => [table, `explain_gate_kept_${at}`]),
    );
    for (const plan of plans) {
      for (const table of plan.tables) {
        await client.query(
          `CREATE TEMP TABLE ${copies.get(table)} ON COMMIT DROP AS
           SELECT ${list(table)} FROM ONLY ${table.name} AS t WHERE ${condition(plan, table, plans, copies)} ORDER BY t.ctid`,
        );
      }
    }
    // All at once: PostgreSQL truncates no table without those that refer to it. A partitioned table goes with its partitions.
    const targets = plans.map(({ unit, tables }) =>
      tables.some(({ name }) => name === unit) ? `ONLY ${unit}` : unit,
    );
    await client.query(`TRUNCATE ${targets.join(', ')}`);
    for (const [table, copy] of copies) {
      await client.query(
        `INSERT INTO ${table.name} (${list(table)}) OVERRIDING SYSTEM VALUE SELECT ${list(table)} FROM ${copy}`,
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function list({ columns }: SampledTable): string {
  return columns.join(', ');
}

/** The rows of `table` that are kept; `t` is the table. */
function condition(
  { keep }: UnitPlan,
  table: SampledTable,
  plans: readonly UnitPlan[],
  copies: ReadonlyMap<SampledTable, string>,
): string {
  if (keep === 'whole') return 'true';
  const identity =
    table.key.length > 0 ? `ROW(${table.key.map((column) => `t.${column}`).join(', ')})` : 't.ctid';
  // Of the sign of the hash nothing is left but that −9 and 1 are told apart, which is as good.
  const isChosen = `pg_catalog.hashtextextended(${identity}::text, 0) % ${ONE_IN} = 0`;
  // Not of a key of several columns: one of them may be a tenant, with half of the rows.
  const isWanted =
    table.key.length === 1 ? [`t.${table.key[0]}::text IN (SELECT value FROM explain_gate_wanted)`] : [];
  if (keep === 'tenth') return [isChosen, ...isWanted].join(' OR ');
  const parents = plans
    .filter(({ unit }) => unit === keep.to)
    .flatMap(({ tables }) => tables)
    .map((parent) => `SELECT ${keep.toColumns.join(', ')} FROM ${copies.get(parent)}`);
  const own = keep.fromColumns.map((column) => `t.${column}`);
  const follows = `(${own.join(', ')}) IN (${parents.join(' UNION ALL ')})`;
  const isFree = `(${own.map((column) => `${column} IS NULL`).join(' OR ')}) AND ${isChosen}`;
  return [follows, isFree, ...isWanted].join(' OR ');
}
