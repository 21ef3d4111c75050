import type { Node } from 'web-tree-sitter';

/**
 * The nodes around a node, nearest first. Found from the root down: `Node.parent` does that too, once for each step up,
 * which takes the square of the depth.
 */
export function ancestorsOf(node: Node): readonly Node[] {
  const path: Node[] = [];
  for (let at: Node | null = node.tree.rootNode; at !== null && at.id !== node.id; ) {
    path.push(at);
    at = at.childWithDescendant(node);
  }
  return path.reverse();
}
