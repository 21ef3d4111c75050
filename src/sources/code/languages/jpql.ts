import type { Node } from 'web-tree-sitter';
import { ancestorsOf } from '../ancestors.ts';

/** Packages whose `@Query`, `@NamedQuery` and `createQuery` take JPQL, the query language of entities. */
const ENTITY_PACKAGES =
  /\b(?:jakarta|javax)\.persistence\b|\borg\.hibernate\b|\borg\.springframework\.data\.jpa\b/;

/** Whether a string of a JVM program is JPQL: it looks like SQL, and names classes and fields where SQL has tables. */
export function isJpql(node: Node): boolean {
  const taker = nearestTaker(node);
  if (taker === null || !/(?:^|\.|@)(?:Query|NamedQuery|createQuery)$/.test(taker.name)) return false;
  if (/nativeQuery\s*=\s*true/.test(taker.node.text)) return false;
  return ENTITY_PACKAGES.test(importsText(node));
}

/** The annotation or call that the string stands in. */
function nearestTaker(node: Node): { readonly name: string; readonly node: Node } | null {
  for (const at of ancestorsOf(node)) {
    if (at.type === 'annotation') {
      return { name: `@${at.descendantsOfType(['identifier', 'type_identifier'])[0]?.text ?? ''}`, node: at };
    }
    if (at.type === 'method_invocation') return { name: at.childForFieldName('name')?.text ?? '', node: at };
    if (at.type === 'call_expression') return { name: at.namedChild(0)?.text ?? '', node: at };
    if (/declaration|statement|block$/.test(at.type)) return null;
  }
  return null;
}

function importsText(node: Node): string {
  const root = node.tree.rootNode;
  return root.children
    .filter(({ type }) => /^import/.test(type))
    .map(({ text }) => text)
    .join('\n');
}
