import type { Alias } from '@pgsql/types';
import type { QueryScope, VisibleCte } from './parameter-use.ts';
import { type Node, nameOf, parametersIn, walkTree } from './syntax.ts';

/** FROM items that cannot be read yet, since they hold a parameter without a value, and the names that go with them. */
export interface UnknownItems {
  readonly items: ReadonlySet<Node>;
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

/** Finds what of a level's FROM needs a value that is not chosen yet. */
export function findUnknown(scope: QueryScope, isKnown: (position: number) => boolean): UnknownItems {
  const items = new Set<Node>();
  const tables = new Set<string>();
  const columns = new Set<string>();
  const unknown = (tree: unknown) => [...parametersIn(tree)].some((position) => !isKnown(position));
  const open = [...scope.from];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if ('JoinExpr' in item) {
      open.push(...[item.JoinExpr.larg, item.JoinExpr.rarg].filter((side) => side !== undefined));
      continue;
    }
    const cte = 'RangeVar' in item ? cteOf(item, scope.ctes) : undefined;
    if (cte ? isReadable(cte, scope.ctes, isKnown) : !unknown(item)) continue;
    items.add(item);
    const alias = aliasOf(item);
    const name = alias?.aliasname ?? cte?.query.ctename;
    if (name !== undefined) tables.add(name);
    for (const column of alias?.colnames ?? []) columns.add(nameOf(column));
  }
  return { items, tables, columns };
}

/** Whether a condition or expression names an item that cannot be read. */
export function namesUnknown(tree: unknown, { tables, columns }: UnknownItems): boolean {
  if (tables.size === 0 && columns.size === 0) return false;
  for (const node of walkTree(tree)) {
    if (!('ColumnRef' in node)) continue;
    const [first = '', second] = (node.ColumnRef.fields ?? []).map(nameOf);
    if (second === undefined ? columns.has(first) || tables.has(first) : tables.has(first)) return true;
  }
  return false;
}

/** A WITH query can be read when it, and each one that it names, has values for its parameters. */
export function isReadable(
  { query }: VisibleCte,
  ctes: readonly VisibleCte[],
  isKnown: (position: number) => boolean,
): boolean {
  if ([...parametersIn(query)].some((position) => !isKnown(position))) return false;
  for (const node of walkTree(query.ctequery)) {
    const used = 'RangeVar' in node ? cteOf(node, ctes) : undefined;
    if (used && used.query !== query && !isReadable(used, ctes.slice(0, ctes.indexOf(used)), isKnown))
      return false;
  }
  return true;
}

function cteOf(node: Node, ctes: readonly VisibleCte[]): VisibleCte | undefined {
  if (!('RangeVar' in node) || node.RangeVar.schemaname !== undefined) return undefined;
  return ctes.findLast(({ query }) => query.ctename === node.RangeVar.relname);
}

function aliasOf(item: Node): Alias | undefined {
  if ('RangeVar' in item) return item.RangeVar.alias;
  if ('RangeSubselect' in item) return item.RangeSubselect.alias;
  return 'RangeFunction' in item ? item.RangeFunction.alias : undefined;
}
