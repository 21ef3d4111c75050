import type { PlanNode } from './plan.ts';

/**
 * A node in the words of EXPLAIN's text format (explain.c, ExplainNode): `Index Scan using orders_customer_id_idx on orders o`,
 * `Hash Left Join`, `Partial GroupAggregate`. Without figures and conditions.
 */
export function describeNode(node: PlanNode): string {
  const prefix = [
    node.partialMode === undefined || node.partialMode === 'Simple' ? '' : `${node.partialMode} `,
    node.parallelAware ? 'Parallel ' : '',
    node.asyncCapable ? 'Async ' : '',
  ].join('');
  return `${prefix}${nodeWords(node)}${scanTarget(node)}`;
}

function nodeWords(node: PlanNode): string {
  switch (node.nodeType) {
    case 'Nested Loop':
      return node.joinType === undefined || node.joinType === 'Inner'
        ? 'Nested Loop'
        : `Nested Loop ${node.joinType} Join`;
    case 'Hash Join':
    case 'Merge Join': {
      const method = node.nodeType.slice(0, -' Join'.length);
      return node.joinType === undefined || node.joinType === 'Inner'
        ? node.nodeType
        : `${method} ${node.joinType} Join`;
    }
    case 'Aggregate':
      return AGGREGATES.get(node.strategy ?? '') ?? 'Aggregate';
    case 'SetOp':
      return `${node.strategy === 'Hashed' ? 'HashSetOp' : 'SetOp'}${node.command === undefined ? '' : ` ${node.command}`}`;
    case 'ModifyTable':
      return node.operation ?? 'ModifyTable';
    case 'Foreign Scan':
      return node.operation === undefined || node.operation === 'Select'
        ? 'Foreign Scan'
        : `Foreign ${node.operation}`;
    case 'Custom Scan':
      return node.customPlanProvider === undefined ? 'Custom Scan' : `Custom Scan (${node.customPlanProvider})`;
    default:
      return node.nodeType;
  }
}

const AGGREGATES: ReadonlyMap<string, string> = new Map([
  ['Sorted', 'GroupAggregate'],
  ['Hashed', 'HashAggregate'],
  ['Mixed', 'MixedAggregate'],
]);

function scanTarget(node: PlanNode): string {
  if (node.nodeType === 'Bitmap Index Scan')
    return node.indexName === undefined ? '' : ` on ${quote(node.indexName)}`;
  const backward = node.scanDirection === 'Backward' ? ' Backward' : '';
  const using = node.indexName === undefined ? '' : ` using ${quote(node.indexName)}`;
  const target =
    node.relationName ?? node.functionName ?? node.tableFunctionName ?? node.cteName ?? node.tuplestoreName;
  const names = [target, node.alias === target ? undefined : node.alias].filter((name) => name !== undefined);
  return `${backward}${using}${names.length === 0 ? '' : ` on ${names.map(quote).join(' ')}`}`;
}

/** As `quote_identifier` does, key words left as they are: they can't be mistaken here. */
function quote(identifier: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(identifier) ? identifier : `"${identifier.replaceAll('"', '""')}"`;
}
