import type { QueryConnection } from '../../query-connection.ts';
import type { TableFacts } from '../catalog/table-facts.ts';
import { readConditions } from '../checks/read-condition.ts';
import { groupRow } from '../draws/group-rows.ts';
import { scatter } from '../draws/permute.ts';
import type { TableOptions } from '../generate-options.ts';
import { type Expression, sql } from '../sql/expression.ts';
import type { TextStyle } from '../values/text-style.ts';
import { assignRoles } from './assign-roles.ts';
import type { ColumnPlan } from './column-plan.ts';
import { columnValue, valueAbove } from './column-value.ts';
import { findSources } from './find-sources.ts';
import { foreignValue, mustHaveRow } from './foreign-value.ts';
import { planColumn } from './plan-column.ts';
import type { Problem } from './problem.ts';
import { readPartitionLimits } from './read-partition-limits.ts';
import type { ForeignSource, Role, Source } from './source.ts';
import type { PlanQuery, TablePlan } from './table-plan.ts';

/** What planning a table takes. */
export interface TableInput {
  readonly client: QueryConnection;
  readonly table: TableFacts;
  readonly options: TableOptions;
  readonly rows: number;
  /** Somebody asked for exactly so many rows. */
  readonly exact: boolean;
  readonly seed: number;
  /** Styles of texts that a CHECK is not content with the first of, by column. */
  readonly styles: ReadonlyMap<string, TextStyle>;
  /** The plan of another table, which may be planned later. */
  planOf(oid: number): TablePlan | undefined;
}

/** A table's plan, or what stands against it. */
export interface PlannedTable {
  readonly plan: TablePlan;
  readonly columns: ReadonlyMap<number, ColumnPlan>;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Plans how the rows of an empty table are made. The parser must be loaded. */
export async function planTable(input: TableInput): Promise<PlannedTable> {
  const { client, table, options, seed, styles } = input;
  const partitions = await readPartitionLimits(client, table);
  const conditions = table.checks.flatMap(({ condition }) => readConditions(condition));
  const columns = new Map<number, ColumnPlan>();
  for (const column of table.columns) {
    const own = options.columns?.[column.name] ?? {};
    const style = styles.get(column.name) ?? 'words';
    columns.set(
      column.number,
      await planColumn({ client, table, column, options: own, conditions, partitions, style, seed }),
    );
  }
  const self: { rows: number; value: TablePlan['value'] } = {
    rows: input.rows,
    value: () => {
      throw new Error(`${table.name} is not planned yet`);
    },
  };
  const plan: TablePlan = {
    facts: table,
    kept: false,
    get rows() {
      return self.rows;
    },
    value: (...args) => self.value(...args),
  };
  const {
    sources,
    byColumn,
    problems: keyProblems,
  } = findSources(table, columns, (oid) => (oid === table.oid ? plan : input.planOf(oid)));
  const empty = sources.find(
    (source): source is ForeignSource =>
      source.kind === 'foreign' && !source.isSelf && source.target.rows === 0 && needsRow(source, columns),
  );
  const wanted = empty === undefined ? input.rows : 0;
  const {
    roles,
    rows,
    problems: roleProblems,
    notes,
  } = assignRoles({ table, sources, byColumn, rows: wanted, exact: input.exact && empty === undefined });
  self.rows = rows;
  const emptyNotes =
    empty === undefined || input.rows === 0
      ? []
      : [`${table.name} stays empty: ${empty.key.targetName}, which ${empty.key.name} refers to, has no rows`];
  self.value = makeReader(plan, columns, sources, byColumn, roles, seed);
  const given = [
    ...partitions.problems,
    ...keyProblems,
    ...roleProblems,
    ...typeProblems(table, columns, sources),
  ];
  const problems =
    rows === 0
      ? []
      : given.filter(
          ({ column }) => column === undefined || options.columns?.[column]?.expression === undefined,
        );
  return { plan, columns, problems, notes: [...notes, ...emptyNotes] };
}

function needsRow(source: ForeignSource, columns: ReadonlyMap<number, ColumnPlan>): boolean {
  return source.columns.every((number) => columns.get(number)?.facts.notNull);
}

function typeProblems(
  table: TableFacts,
  columns: ReadonlyMap<number, ColumnPlan>,
  sources: readonly Source[],
): readonly Problem[] {
  return sources.flatMap((source) => {
    if (source.kind !== 'column') return [];
    const plan = columns.get(source.columns[0] ?? 0);
    if (plan === undefined || plan.options.expression !== undefined || plan.nulls >= 1) return [];
    const column = plan.facts.name;
    const advice = 'give it an `expression`, such as "\'…\'"';
    if (plan.kind === undefined) {
      return [
        {
          table: table.name,
          column,
          reason: `no values are known for the type ${plan.facts.type.name}`,
          advice,
        },
      ];
    }
    if (plan.kind.capacity >= 1) return [];
    return [{ table: table.name, column, reason: 'its constraints leave no value', advice }];
  });
}

function makeReader(
  plan: TablePlan,
  columns: ReadonlyMap<number, ColumnPlan>,
  sources: readonly Source[],
  byColumn: ReadonlyMap<number, Source>,
  roles: ReadonlyMap<Source, Role>,
  seed: number,
): TablePlan['value'] {
  const { facts } = plan;
  const agreeing = sources.filter(
    (source): source is ForeignSource =>
      source.kind === 'foreign' && source.shared.length > 0 && !source.isSelf,
  );
  return (number, row, query) => {
    const source = byColumn.get(number);
    if (source === undefined) throw new Error(`${facts.name} has no column ${number} to fill`);
    const role = roles.get(source) ?? { kind: 'free' };
    const place = placeOf(source, role, row, plan, query, seed);
    if (source.kind === 'column') {
      const own = columnValue(source.plan, role, row, plan.rows, query.query.define, place);
      const { above } = source.plan;
      if (above === undefined || role.kind !== 'free' || source.plan.options.expression !== undefined)
        return own;
      return valueAbove(source.plan, query.query.define(plan.value(above, row, query, [])), own, row);
    }
    const mustHave = agreeing.flatMap((other) =>
      other !== source && needsRow(other, columns) ? (mustHaveRow(source, other) ?? []) : [],
    );
    const column = columns.get(number);
    return foreignValue(
      number,
      {
        owner: plan,
        source,
        role,
        row,
        rows: plan.rows,
        purpose: [
          seed,
          facts.schema,
          facts.table,
          ...source.columns.map((own) => columns.get(own)?.facts.name ?? ''),
        ],
        nullable: (column?.nulls ?? 0) > 0,
        place: place?.index,
        mustHave: source.shared.length === 0 ? mustHave : [],
      },
      query,
    );
  };
}

/** The number of a source's value where a group of sources gives it. */
function placeOf(
  source: Source,
  role: Role,
  row: Expression,
  { facts, rows }: TablePlan,
  { query }: PlanQuery,
  seed: number,
): { readonly index: Expression; readonly count: number } | undefined {
  if (role.kind !== 'group') return undefined;
  const { leading, others, places, clustered, grouping } = role.group;
  const purpose = [seed, facts.schema, facts.table, 'group', ...leading.columns];
  const ordered = clustered ? row : query.define(scatter(row, rows, purpose));
  const { group, place } = groupRow(ordered, grouping, query.define);
  if (source === leading) {
    const index =
      leading.kind === 'foreign' && !clustered
        ? scatter(query.define(group), leading.target.rows, [
            seed,
            leading.target.facts.schema,
            leading.target.facts.table,
            'ranks',
          ])
        : group;
    return { index, count: grouping.groups };
  }
  const counted = others.length === 1 && source.kind === 'column';
  // In each group another one comes first.
  const order = counted
    ? place
    : sql`((${query.define(scatter(place, places, purpose))} + ${group} * 7919) % ${places}::bigint)`;
  let before = 1;
  for (const other of others) {
    if (other.source === source)
      return { index: sql`(${query.define(order)} / ${before} % ${other.count}::bigint)`, count: other.count };
    before *= other.count;
  }
  return undefined;
}
