import { parseSql } from '../../../sql/parser.ts';
import type { TableFacts, UniqueFacts } from '../catalog/table-facts.ts';
import { columnsIn } from '../checks/read-node.ts';
import { planGroup } from './plan-group.ts';
import { planPartial } from './plan-partial.ts';
import type { Problem } from './problem.ts';
import { capacityOf, type Role, type Source } from './source.ts';

/** A table's sources while they are given their roles. */
export interface RoleInput {
  readonly table: TableFacts;
  readonly sources: readonly Source[];
  readonly byColumn: ReadonlyMap<number, Source>;
  readonly rows: number;
  /** Whether somebody asked for exactly so many; otherwise there may be fewer. */
  readonly exact: boolean;
}

/** How the values are dealt out, and how many rows that leaves room for. */
export interface AssignedRoles {
  readonly roles: ReadonlyMap<Source, Role>;
  readonly rows: number;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Deals values out so that every unique and exclusion constraint holds. */
export function assignRoles(input: RoleInput): AssignedRoles {
  const { table, sources } = input;
  const roles = new Map<Source, Role>();
  const problems: Problem[] = [];
  const notes: string[] = [];
  let { rows } = input;
  for (const source of sources) {
    if (source.kind !== 'column') continue;
    const { facts, options } = source.plan;
    // A serial column differs in every row also where nothing demands it.
    if (facts.sequence !== null) roles.set(source, uniqueRole(source));
    else if (options.distinct !== undefined && options.distinct <= -0.9999 && capacityOf(source) >= rows)
      roles.set(source, uniqueRole(source));
  }
  const ordered = table.uniques.toSorted((a, b) => a.keys.length - b.keys.length);
  for (const unique of ordered) {
    const members = membersOf(unique, input);
    if (members.some((member) => roles.get(member)?.kind === 'unique')) continue;
    if (
      members.some((member) => {
        const role = roles.get(member);
        return role?.kind === 'group' && groupIsIn(role.group, members);
      })
    )
      continue;
    const free = members.filter((member) => !roles.has(member));
    const partial = planPartial(unique, members, sources, roles, rows);
    if (partial !== undefined) {
      for (const [source, role] of partial) roles.set(source, role);
      continue;
    }
    const capable = free.filter(
      (member) => member.kind === 'column' && capacityOf(member) >= rows && mayCarry(unique, member),
    );
    const carrier =
      (members.length === 1 ? free[0] : undefined) ??
      capable.find(
        (member) =>
          member.kind === 'column' &&
          member.plan.kind?.mayAllDiffer &&
          member.plan.options.distinct === undefined,
      );
    if (carrier !== undefined) {
      const most =
        carrier.kind === 'foreign' && carrier.nulls > 0 ? Number.POSITIVE_INFINITY : capacityOf(carrier);
      if (!isGiven(carrier) && most < rows) {
        if (input.exact) problems.push(tooFew(table, unique, carrier, most, rows));
        else {
          notes.push(`${table.name} gets ${most} rows: ${unique.name} has no room for more`);
          rows = most;
        }
      }
      roles.set(carrier, uniqueRole(carrier));
      continue;
    }
    const whole = unique.kind !== 'exclusion' && unique.keys.every((key) => typeof key === 'number');
    if (
      whole &&
      free.length === members.length &&
      members.every((member) => !(member.kind === 'foreign' && (member.isSelf || member.shared.length > 0)))
    ) {
      const group = planGroup(members, rows, unique.kind === 'primary key' || table.uniques.length === 1);
      const room = group.grouping.groups * group.places;
      if (room < rows && input.exact) {
        problems.push({
          table: table.name,
          constraint: unique.name,
          reason: `has room for ${room} rows, not for ${rows}`,
          advice: `write \`rows: ${room}\`, or more rows for the tables that it refers to`,
        });
      } else if (room < rows) {
        notes.push(`${table.name} gets ${room} rows: ${unique.name} has no room for more`);
        rows = room;
      }
      const kept = planGroup(members, rows, group.clustered);
      for (const member of members) roles.set(member, { kind: 'group', group: kept });
      continue;
    }
    const [last] = capable;
    if (last !== undefined) roles.set(last, uniqueRole(last));
    else if (!members.some(isGiven)) problems.push(notUnique(table, unique, members));
  }
  // Fewer rows than a group was planned for: it is planned again.
  for (const role of roles.values()) {
    if (role.kind !== 'group' || role.group.grouping.rows === rows) continue;
    const members = [role.group.leading, ...role.group.others.map((other) => other.source)];
    const again = planGroup(members, rows, role.group.clustered);
    for (const member of members) roles.set(member, { kind: 'group', group: again });
  }
  return { roles, rows, problems, notes };
}

/** Sources that a constraint covers as a whole. */
function membersOf(unique: UniqueFacts, { table, byColumn }: RoleInput): readonly Source[] {
  const numbers = unique.keys.flatMap((key) =>
    typeof key === 'number' ? key : columnOfExpression(table, key),
  );
  const members = new Set(numbers.flatMap((number) => byColumn.get(number) ?? []));
  return [...members].filter(
    (member) =>
      member.kind === 'column' ||
      member.columns.every((number) => numbers.includes(number)) ||
      keepsApart(member, numbers),
  );
}

/** The columns of a foreign key that are in the constraint tell rows of the referenced table apart by themselves. */
function keepsApart(member: Source, numbers: readonly number[]): boolean {
  if (member.kind !== 'foreign') return false;
  const there = member.key.columns.flatMap((number, at) =>
    numbers.includes(number) ? (member.key.targetColumns[at] ?? []) : [],
  );
  return member.target.facts.uniques.some(
    ({ keys, kind, predicate }) =>
      kind !== 'exclusion' &&
      predicate === null &&
      keys.every((key) => typeof key === 'number' && there.includes(key)),
  );
}

/** The one column of an expression such as lower(email), which keeps our texts apart. */
function columnOfExpression(table: TableFacts, expression: string): readonly number[] {
  const parsed = parseSql(`SELECT ${expression}`);
  const names = parsed.ok ? columnsIn(parsed.value) : new Set<string>();
  const found = table.columns.filter(({ name }) => names.has(name));
  return found.length === 1 ? found.map(({ number }) => number) : [];
}

function mayCarry(unique: UniqueFacts, member: Source): boolean {
  if (unique.kind !== 'exclusion' || member.kind !== 'column') return true;
  const operator = unique.operators[unique.keys.indexOf(member.plan.facts.number)];
  // Ranges of ours lie beside each other.
  return (
    operator === '=' || (operator === '&&' && ['range', 'multirange'].includes(member.plan.facts.type.kind))
  );
}

function isGiven(source: Source): boolean {
  return source.kind === 'column' && source.plan.options.expression !== undefined;
}

function uniqueRole(source: Source): Role {
  const given = source.kind === 'column' ? source.plan.options.correlation : source.options.correlation;
  const ascends =
    source.kind === 'column' &&
    (source.plan.kind?.followsRows || source.plan.facts.sequence !== null || !source.plan.kind?.mayAllDiffer);
  return { kind: 'unique', correlation: given ?? (ascends ? 1 : 0) };
}

function groupIsIn(group: Extract<Role, { kind: 'group' }>['group'], members: readonly Source[]): boolean {
  return [group.leading, ...group.others.map(({ source }) => source)].every((source) =>
    members.includes(source),
  );
}

function nameOf(source: Source): string {
  return source.kind === 'column' ? source.plan.facts.name : `the key ${source.key.name}`;
}

function tooFew(table: TableFacts, unique: UniqueFacts, source: Source, most: number, rows: number): Problem {
  return {
    table: table.name,
    column: source.kind === 'column' ? source.plan.facts.name : undefined,
    constraint: unique.name,
    reason: `${nameOf(source)} has ${most} different values, and ${rows} rows were asked for`,
    advice:
      source.kind === 'foreign'
        ? `write \`rows: ${most}\`, or more rows for ${source.key.targetName}`
        : `write \`rows: ${most}\``,
  };
}

function notUnique(table: TableFacts, unique: UniqueFacts, members: readonly Source[]): Problem {
  const [first] = members;
  return {
    table: table.name,
    column:
      first?.kind === 'column'
        ? first.plan.facts.name
        : table.columns.find(({ number }) => unique.keys.includes(number))?.name,
    constraint: unique.name,
    reason:
      unique.kind === 'exclusion'
        ? 'this exclusion constraint is not understood'
        : 'no columns of it can be told apart by what is known',
    advice: 'give one of its columns an `expression` of `i` that fulfils it, such as "i"',
  };
}
