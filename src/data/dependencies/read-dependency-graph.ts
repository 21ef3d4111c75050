import { loadParser } from '../../sql/parser.ts';
import type { QueryConnection } from '../query-connection.ts';
import type { DependencyGraph, Node, WriteEdge } from './dependency-graph.ts';
import { FOREIGN_KEYS, NAMES, OPAQUE_BODIES, PARENTS, USES, WRITERS, WRITES } from './graph-queries.ts';
import { wordsOfBody } from './words-of-body.ts';

interface NameRow {
  readonly node: Node;
  readonly name: string;
  /** The name without its schema, unquoted. */
  readonly word: string;
}

interface WriteRow {
  readonly node: Node;
  readonly events: number;
  readonly leads_to: Node;
  readonly writes: number;
}

/**
 * How the relations, functions and types of a database depend on each other. The connection must be inside a
 * transaction; its search_path is empty until the end of it.
 */
export async function readDependencyGraph(connection: QueryConnection): Promise<DependencyGraph> {
  await loadParser();
  await connection.query("SET LOCAL search_path = ''");
  const rows = async <Row extends object>(query: string) => (await connection.query<Row>(query)).rows;
  const names = await rows<NameRow>(NAMES);
  const uses = await rows<{ node: Node; uses: Node }>(USES);
  const parents = await rows<{ node: Node; beside: Node }>(PARENTS);
  const writes = [...(await rows<WriteRow>(WRITES)), ...(await rows<WriteRow>(FOREIGN_KEYS))];
  const writers = await rows<{ node: Node }>(WRITERS);
  const bodies = await rows<{ node: Node; body: string }>(OPAQUE_BODIES);
  const named = findNamed(names, bodies);
  return {
    names: new Map(names.map(({ node, name }) => [node, name])),
    uses: group([...uses.map((row) => [row.node, row.uses] as const), ...named]),
    writers: new Set(writers.map(({ node }) => node)),
    besides: group(parents.map((row) => [row.node, row.beside] as const)),
    writes: group(writes.map((row) => [row.node, toEdge(row)] as const)),
  };
}

/** PostgreSQL does not look into the body: what has a name that occurs in it is taken as used. */
function findNamed(
  names: readonly NameRow[],
  bodies: readonly { readonly node: Node; readonly body: string }[],
): readonly (readonly [Node, Node])[] {
  const byWord = group(
    names.filter(({ node }) => !node.startsWith('t')).map(({ word, node }) => [word, node] as const),
  );
  return bodies.flatMap(({ node, body }) =>
    [...wordsOfBody(body)].flatMap((word) => (byWord.get(word) ?? []).map((to) => [node, to] as const)),
  );
}

function toEdge({ events, leads_to: to, writes }: WriteRow): WriteEdge {
  return { events, to, writes: writes === -1 ? 'same' : writes };
}

function group<Value>(pairs: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const values = groups.get(key);
    if (values === undefined) groups.set(key, [value]);
    else values.push(value);
  }
  return groups;
}
