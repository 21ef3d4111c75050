import type { Plan, PlanNode } from '../plan.ts';
import { walkPlan, walkPlanDepths } from '../walk-plan.ts';
import { nodeBlocks, nodeTempBlocks } from '../work.ts';
import type { PlanUnit, UnitRole } from './plan-unit.ts';
import { addHashes, hashMember, Interner } from './set-hash.ts';

/** What the listing of both plans shares, so that scopes are comparable. */
export interface UnitContext {
  readonly names: Interner;
  readonly scopes: Interner;
  /** CTEs that both plans have; only these are told apart by name. */
  readonly sharedCtes: ReadonlySet<string>;
  /** Whether both plans name the schemas of their relations: EXPLAIN does so under VERBOSE only. */
  readonly withSchemas: boolean;
}

/** A context for two plans. */
export function unitContext(base: Plan, head: Plan): UnitContext {
  const headCtes = new Set(cteNames(head));
  const sharedCtes = new Set(cteNames(base).filter((name) => headCtes.has(name)));
  const withSchemas = [base, head].every(({ root }) =>
    [...walkPlan(root)].every(({ relationName, schema }) => relationName === undefined || schema !== undefined),
  );
  return { names: new Interner(), scopes: new Interner(), sharedCtes, withSchemas };
}

type Draft = { -readonly [Key in keyof PlanUnit]: PlanUnit[Key] } & {
  readonly inputs: Draft[];
  readonly helpers: PlanNode[];
};

/** The units of a plan, parents first. In linear time, without a call stack of the plan's depth. */
export function listUnits({ root }: Plan, context: UnitContext): readonly PlanUnit[] {
  const contents = hashContents(root, context);
  const cteRoots = new Map<string, PlanNode>();
  const scopeOf = new Map<PlanNode, number>();
  const unitOf = new Map<PlanNode, Draft>();
  const units: Draft[] = [];
  for (const { node, parent } of walkPlanDepths(root)) {
    const parentScope = parent ? scopeOf.get(parent) : undefined;
    const owner = parent ? unitOf.get(parent) : undefined;
    const opensScope = parentScope === undefined || isSubplan(node);
    const scope = opensScope ? context.scopes.id(scopeText(node, parentScope, contents, context)) : parentScope;
    scopeOf.set(node, scope);
    const cte = cteOf(node);
    if (cte !== undefined) cteRoots.set(cte, node);
    if (owner && !opensScope && isHelper(node)) {
      owner.helpers.push(node);
      unitOf.set(node, owner);
      continue;
    }
    const unit: Draft = {
      node,
      role: roleOf(node),
      scope,
      parent: (!opensScope && owner) || null,
      owner: owner ?? null,
      inputs: [],
      source: undefined,
      helpers: [],
      ownBlocks: nodeBlocks(node),
      ownTempBlocks: nodeTempBlocks(node),
      position: units.length,
    };
    if (unit.role === 'scan') unit.source = sourceOf(node, context);
    if (owner && !opensScope) owner.inputs.push(unit);
    // A CTE counts where it is scanned, an InitPlan wherever its value is first asked for: neither is a part of this parent's.
    if (owner && (!opensScope || node.parentRelationship === 'SubPlan')) subtract(owner, node);
    unitOf.set(node, unit);
    units.push(unit);
  }
  for (const unit of units) {
    const cte =
      unit.node.nodeType === 'CTE Scan' && unit.node.cteName !== undefined && cteRoots.get(unit.node.cteName);
    if (cte) subtract(unit, cte);
  }
  return units;
}

/** Takes a node's work off the unit that its counters are included in. Never below 0: a rescan's share can't be told. */
function subtract(unit: Draft, node: PlanNode): void {
  unit.ownBlocks = Math.max(0, unit.ownBlocks - nodeBlocks(node));
  unit.ownTempBlocks = Math.max(0, unit.ownTempBlocks - nodeTempBlocks(node));
}

/** A subplan is known by what it reads, since EXPLAIN's numbers for it move with every edit; a CTE by its name, if both have it. */
function scopeText(
  node: PlanNode,
  parentScope: number | undefined,
  contents: ReadonlyMap<PlanNode, number>,
  { sharedCtes }: UnitContext,
): string {
  if (parentScope === undefined) return 'main';
  const cte = cteOf(node);
  if (cte !== undefined && sharedCtes.has(cte)) return JSON.stringify([parentScope, 'cte', cte]);
  const kind = cte === undefined ? node.parentRelationship : 'CTE';
  return JSON.stringify([parentScope, kind, String(contents.get(node))]);
}

/** For each node the hash of the sources below it, over all scopes. */
function hashContents(root: PlanNode, context: UnitContext): ReadonlyMap<PlanNode, number> {
  const contents = new Map<PlanNode, number>();
  const nodes = [...walkPlanDepths(root)];
  for (const { node, parent } of nodes.reverse()) {
    const below = contents.get(node) ?? 0;
    const own =
      roleOf(node) === 'scan' ? addHashes(below, hashMember(context.names.id(sourceOf(node, context)))) : below;
    contents.set(node, own);
    if (parent) contents.set(parent, addHashes(contents.get(parent) ?? 0, own));
  }
  return contents;
}

function roleOf({ nodeType, plans }: PlanNode): UnitRole {
  if (nodeType === 'Nested Loop' || nodeType.endsWith(' Join')) return 'join';
  return nodeType === 'Bitmap Heap Scan' || plans.every(isSubplan) ? 'scan' : 'other';
}

/** A relation, or what else the scan takes its rows from. The name of a CTE is the query's own choice. */
function sourceOf(node: PlanNode, { withSchemas }: UnitContext): string {
  const { relationName, schema, functionName, tableFunctionName, tuplestoreName } = node;
  if (relationName !== undefined) return JSON.stringify(['relation', withSchemas ? schema : '', relationName]);
  const named = functionName ?? tableFunctionName ?? tuplestoreName;
  return JSON.stringify(named === undefined ? [node.nodeType] : [node.nodeType, named]);
}

function isSubplan({ parentRelationship }: PlanNode): boolean {
  return parentRelationship === 'InitPlan' || parentRelationship === 'SubPlan';
}

function isHelper({ nodeType }: PlanNode): boolean {
  return (
    nodeType === 'Hash' ||
    nodeType === 'Bitmap Index Scan' ||
    nodeType === 'BitmapAnd' ||
    nodeType === 'BitmapOr'
  );
}

const CTE_PREFIX = 'CTE ';

function cteOf({ subplanName }: PlanNode): string | undefined {
  return subplanName?.startsWith(CTE_PREFIX) ? subplanName.slice(CTE_PREFIX.length) : undefined;
}

function cteNames({ root }: Plan): string[] {
  return [...walkPlanDepths(root)].map(({ node }) => cteOf(node)).filter((name) => name !== undefined);
}
