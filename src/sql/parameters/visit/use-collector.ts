import type { ColumnsOf } from '../find-uses.ts';
import type { ParameterRole, ParameterUse, QueryScope } from '../parameter-use.ts';
import type { Node } from '../syntax.ts';
import type { DerivedColumn } from './derived-columns.ts';

/** What a parameter would meet that stands at a place of the tree. */
export interface Meets {
  readonly role: ParameterRole;
  readonly value: Node | null;
  readonly group?: number;
  readonly index?: number;
  readonly of?: string;
}

/** A place of the tree: the level that it belongs to, and what it meets there. */
export interface Surroundings {
  readonly scope: QueryScope;
  readonly meets: Meets | null;
}

/** A parameter as a condition by itself. */
export const FLAG: Meets = { role: 'flag', value: null };

/** Where a level of a statement stands. */
export type Place = Pick<QueryScope, 'outer' | 'test' | 'ctes'>;

/** Gathers what visiting a statement finds. */
export class UseCollector {
  readonly scopes: QueryScope[] = [];
  readonly uses: ParameterUse[] = [];
  readonly optional = new Set<number>();
  /** Columns of FROM items that are parameters by another name. */
  readonly derived = new Map<QueryScope, readonly DerivedColumn[]>();
  readonly columnsOf: ColumnsOf;
  #groups = 0;
  readonly #groupsOf = new Map<Node, number>();

  constructor(columnsOf: ColumnsOf) {
    this.columnsOf = columnsOf;
  }

  openScope(
    from: readonly Node[],
    where: Node | undefined,
    place: Place & Partial<Pick<QueryScope, 'insert'>>,
  ): QueryScope {
    const { outer, test, ctes, insert = null } = place;
    const scope: QueryScope = { from, where, outer, test, ctes, insert };
    this.scopes.push(scope);
    return scope;
  }

  /** The number of a new group. */
  openGroup(): number {
    this.#groups += 1;
    return this.#groups;
  }

  /** The number of a group that is known by one of its nodes. */
  groupOf(source: Node): number {
    const known = this.#groupsOf.get(source) ?? this.openGroup();
    this.#groupsOf.set(source, known);
    return known;
  }

  /** @param source the FROM item that an array's elements are the rows of */
  record(position: number, { scope, meets }: Surroundings, isList = false, source?: Node): void {
    const { role, value, group: own = 0, index = 0, of } = meets ?? { role: 'argument', value: null };
    const group = source && isList ? this.groupOf(source) : own;
    this.uses.push({
      position,
      role: isList && role === 'equal' ? 'list' : role,
      value,
      scope,
      group,
      index,
      isList,
      ...(of === undefined ? {} : { of }),
    });
  }
}
