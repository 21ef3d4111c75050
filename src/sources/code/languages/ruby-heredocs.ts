import type { Node, Tree } from 'web-tree-sitter';

/** Heredocs of the tree that was asked about last: the starts and the bodies come in the same order. */
let known: { readonly tree: Tree; readonly starts: readonly Node[]; readonly bodies: readonly Node[] } | null =
  null;

/** Where the body of a heredoc is used: the node `<<~SQL`. */
export function findHeredocStart(body: Node): Node | null {
  const { starts, bodies } = heredocsOf(body.tree);
  return starts[bodies.findIndex(({ startIndex }) => startIndex === body.startIndex)] ?? null;
}

/** The body of the heredoc that starts at that node. */
export function findHeredocBody(start: Node): Node | null {
  const { starts, bodies } = heredocsOf(start.tree);
  return bodies[starts.findIndex(({ startIndex }) => startIndex === start.startIndex)] ?? null;
}

function heredocsOf(tree: Tree): NonNullable<typeof known> {
  if (known?.tree !== tree) {
    const { rootNode } = tree;
    const starts = rootNode.descendantsOfType('heredoc_beginning');
    known = { tree, starts, bodies: rootNode.descendantsOfType('heredoc_body') };
  }
  return known;
}
