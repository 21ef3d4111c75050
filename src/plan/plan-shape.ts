import type { Plan } from './plan.ts';
import { walkPlanDepths } from './walk-plan.ts';

/**
 * The shape of a plan: node types with their strategy and join type, relations, indexes, and the order in which they are joined;
 * no costs, rows, conditions, aliases or names of subplans. Two strings are equal exactly when the shapes are.
 */
export function planShape(plan: Plan): string {
  const lines: string[] = [];
  const ctes = new Map<string, number>();
  for (const { node, depth } of walkPlanDepths(plan.root)) {
    // A CTE's name is the query's own choice; which CTE a scan reads is not.
    const cte = node.cteName;
    if (cte !== undefined && !ctes.has(cte)) ctes.set(cte, ctes.size);
    // JSON keeps the parts apart whatever a relation is called.
    lines.push(
      JSON.stringify([
        depth,
        node.parentRelationship,
        node.nodeType,
        node.strategy,
        node.partialMode,
        node.parallelAware,
        node.operation,
        node.command,
        node.joinType,
        node.scanDirection,
        node.schema,
        node.relationName,
        node.indexName,
        node.functionName,
        cte === undefined ? undefined : ctes.get(cte),
      ]),
    );
  }
  return lines.join('\n');
}
