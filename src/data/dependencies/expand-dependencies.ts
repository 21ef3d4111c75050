import { type DependencyGraph, type EntryPoints, type Node, WRITE } from './dependency-graph.ts';

/** Everything that can be reached from where a statement enters the graph. */
export function expandDependencies(graph: DependencyGraph, { nodes, targets }: EntryPoints): ReadonlySet<Node> {
  const used = new Set<Node>();
  const besides = new Set<Node>();
  const written = new Map<Node, number>();
  const open = [...nodes.map((node) => ({ node, events: 0 })), ...targets];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, events } = next;
    if (!used.has(node)) {
      used.add(node);
      for (const beside of graph.besides.get(node) ?? []) besides.add(beside);
      // What a function does to the relations that it names is its own affair.
      const inBody = graph.writers.has(node) ? WRITE.any : 0;
      for (const to of graph.uses.get(node) ?? [])
        open.push({ node: to, events: to.startsWith('r') ? inBody : 0 });
    }
    const before = written.get(node) ?? 0;
    const fresh = events & ~before;
    written.set(node, before | fresh);
    for (const edge of graph.writes.get(node) ?? []) {
      if ((edge.events & fresh) === 0) continue;
      open.push({ node: edge.to, events: edge.writes === 'same' ? fresh & edge.events : edge.writes });
    }
  }
  return new Set([...used, ...besides]);
}
