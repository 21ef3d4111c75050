import type { JoinExpr, RangeVar, WithClause } from '@pgsql/types';
import type { QueryScope } from './parameter-use.ts';
import { conjunctsOf, isNode, type Node, parametersIn, rewriteTree, writeSql } from './syntax.ts';
import { findUnknown, isReadable, namesUnknown, type UnknownItems } from './unknown-items.ts';

/** How the rows of a scope are read. */
export interface RowsOptions {
  /** Expressions over the scope's rows; they come out as `v1`, `v2`, … */
  readonly values: readonly string[];
  /** Literals in place of parameters whose values are chosen. Conditions with any other parameter are left out. */
  readonly bound: ReadonlyMap<number, Node>;
  /** The one table, as it stands in the tree, that only a part of is read, percent of its blocks; null reads all. */
  readonly sample: { readonly relation: RangeVar; readonly percent: number } | null;
  /** Most rows. */
  readonly limit: number;
  /** Read with the rows of the levels around it, for which a correlated subquery is evaluated. */
  readonly withOuter: boolean;
}

/** Of the blocks that a sample takes the same ones are taken every time: what is chosen from equal rows is equal. */
const SAMPLE_SEED = 0;

/** Name of the level within, where one is read with its outer ones. */
const INNER = 'explain_gate_inner';

/** SQL that reads rows of one scope: its own FROM, and those of its conditions that need no value yet. */
export function writeRows(scope: QueryScope, options: RowsOptions): string {
  const list = options.values.map((value, at) => `${value} AS v${at + 1}`);
  return `${writeWith(scope, options)}${writeLevel(scope, list, [], options)} LIMIT ${options.limit}`;
}

function writeLevel(
  scope: QueryScope,
  list: readonly string[],
  within: readonly string[],
  options: RowsOptions,
): string {
  const unknown = findUnknown(scope, (position) => options.bound.has(position));
  const known = scope.from.flatMap((item) => withoutUnknown(item, unknown, options) ?? []);
  const from = [...known.map((item) => writeSql(prepare(item, options))), ...within];
  const where = knownParts(scope.where, unknown, options).map(
    (condition) => `(${writeSql(prepare(condition, options))})`,
  );
  const { outer, test } = scope;
  const isWithin = options.withOuter && outer !== null;
  if (isWithin && test !== null) {
    const [left, right] = [test.outer, test.inner].map((side) => writeSql(prepare(side, options)));
    where.push(`(${left}) = (${right})`);
  }
  const parts = [`SELECT ${list.length > 0 ? list.join(', ') : '1'}`];
  if (from.length > 0) parts.push(`FROM ${from.join(', ')}`);
  if (where.length > 0) parts.push(`WHERE ${where.join(' AND ')}`);
  const text = parts.join(' ');
  if (!isWithin) return text;
  const passed = list.map((_, at) => `${INNER}.v${at + 1} AS v${at + 1}`);
  return writeLevel(outer, passed, [`LATERAL (${text}) AS ${INNER}`], options);
}

/** WITH queries whose values are known; what a write would return is read in its place. */
function writeWith({ ctes }: QueryScope, options: RowsOptions): string {
  const known = ctes.flatMap(({ query, isRecursive }) => {
    if (!isReadable({ query, isRecursive }, ctes, (position) => options.bound.has(position))) return [];
    const node: Node = prepare({ CommonTableExpr: rewriteTree(query, readInstead) }, options);
    return [{ node, isRecursive }];
  });
  if (known.length === 0) return '';
  const recursive = known.some(({ isRecursive }) => isRecursive) ? 'RECURSIVE ' : '';
  return `WITH ${recursive}${known.map(({ node }) => writeSql(node)).join(', ')} `;
}

/** A SELECT of what a write in a WITH query returns. */
function readInstead(node: Node): Node | undefined {
  if ('DeleteStmt' in node) {
    const { relation = {}, usingClause = [], whereClause, returningClause, withClause } = node.DeleteStmt;
    return select([{ RangeVar: relation }, ...usingClause], whereClause, returningClause?.exprs, withClause);
  }
  if ('UpdateStmt' in node) {
    const { relation = {}, fromClause = [], whereClause, returningClause, withClause } = node.UpdateStmt;
    return select([{ RangeVar: relation }, ...fromClause], whereClause, returningClause?.exprs, withClause);
  }
  if ('InsertStmt' in node) {
    const { relation = {}, returningClause, withClause } = node.InsertStmt;
    return select([{ RangeVar: relation }], undefined, returningClause?.exprs, withClause);
  }
  return undefined;
}

function select(
  fromClause: Node[],
  whereClause: Node | undefined,
  targetList: Node[] = [],
  withClause?: WithClause,
): Node {
  return {
    SelectStmt: {
      targetList,
      fromClause,
      ...(whereClause ? { whereClause } : {}),
      ...(withClause ? { withClause } : {}),
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    },
  };
}

/** Literals for parameters, and the sample; without row locks, which a transaction that only reads can't take. */
function prepare<T>(tree: T, { bound, sample }: RowsOptions): T {
  const replace = (node: Node): Node | undefined => {
    if ('ParamRef' in node) return bound.get(node.ParamRef.number ?? 0);
    if ('RangeVar' in node && sample && node.RangeVar === sample.relation) return sampled(node, sample.percent);
    if (!('SelectStmt' in node) || !node.SelectStmt.lockingClause) return undefined;
    const { lockingClause: _, ...select } = node.SelectStmt;
    return rewriteTree<Node>({ SelectStmt: select }, replace);
  };
  return rewriteTree(tree, replace);
}

/**
 * A FROM item without what cannot be read yet; undefined when nothing is left. Joins become inner ones: a row that is
 * missing on one side has no values.
 */
function withoutUnknown(item: Node, unknown: UnknownItems, options: RowsOptions): Node | undefined {
  if (unknown.items.has(item)) return undefined;
  if (!('JoinExpr' in item)) return item;
  const { larg, rarg, quals } = item.JoinExpr;
  const [left, right] = [larg, rarg].map((side) => side && withoutUnknown(side, unknown, options));
  if (!left || !right) return left ?? right;
  const args = [...knownParts(quals, unknown, options), TRUE];
  const condition: Pick<JoinExpr, 'quals'> = quals ? { quals: { BoolExpr: { boolop: 'AND_EXPR', args } } } : {};
  return { JoinExpr: { ...item.JoinExpr, jointype: 'JOIN_INNER', larg: left, rarg: right, ...condition } };
}

const TRUE: Node = { A_Const: { boolval: { boolval: true } } };

/** The parts of a condition that need nothing which is not known yet. */
function knownParts(
  condition: Node | undefined,
  unknown: UnknownItems,
  { bound }: RowsOptions,
): readonly Node[] {
  return conjunctsOf(condition).filter(
    (part) => [...parametersIn(part)].every((position) => bound.has(position)) && !namesUnknown(part, unknown),
  );
}

function sampled(relation: Node, percent: number): Node {
  return {
    RangeTableSample: {
      relation,
      method: [{ String: { sval: 'system' } }],
      args: [{ A_Const: { fval: { fval: String(percent) } } }],
      repeatable: { A_Const: { ival: { ival: SAMPLE_SEED } } },
    },
  };
}

/** Tables of a scope that can be read in part, as they stand in the tree: of its FROM, and of plain subqueries there. */
export function tablesOf(scope: QueryScope, withOuter: boolean): readonly RangeVar[] {
  const own = scope.from.flatMap((item) => tablesIn(item));
  const names = new Set(scope.ctes.map(({ query }) => query.ctename));
  const tables = own.filter(({ schemaname, relname }) => schemaname !== undefined || !names.has(relname));
  return withOuter && scope.outer ? [...tables, ...tablesOf(scope.outer, true)] : tables;
}

function tablesIn(item: unknown): readonly RangeVar[] {
  if (typeof item !== 'object' || item === null || !isNode(item)) return [];
  if ('RangeVar' in item) return [item.RangeVar];
  if ('JoinExpr' in item) return [...tablesIn(item.JoinExpr.larg), ...tablesIn(item.JoinExpr.rarg)];
  if (!('RangeSubselect' in item)) return [];
  const { subquery } = item.RangeSubselect;
  const inner = subquery && 'SelectStmt' in subquery ? subquery.SelectStmt : undefined;
  const isPlain = inner && !inner.larg && !inner.groupClause && !inner.limitCount && !inner.withClause;
  return isPlain ? (inner.fromClause ?? []).flatMap(tablesIn) : [];
}
