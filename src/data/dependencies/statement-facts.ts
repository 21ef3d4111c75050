import { parseSql } from '../../sql/parser.ts';
import { WRITE } from './dependency-graph.ts';

/** The name of a relation as a statement writes it. */
export interface WrittenName {
  readonly schema: string | null;
  readonly name: string;
}

/** What the parse tree of one statement tells. */
export interface StatementFacts {
  /** Every relation named; names of CTEs among them. */
  readonly relations: readonly WrittenName[];
  readonly functions: readonly WrittenName[];
  /** Relations that it writes, with bits of `WRITE`. */
  readonly targets: readonly (WrittenName & { readonly events: number })[];
  readonly hasParameters: boolean;
}

const QUERIES = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'];

interface TreeNode {
  readonly [key: string]: unknown;
}

/**
 * Looks at one statement with PostgreSQL's parser, which must be loaded. Gives a reason instead when the text is not
 * exactly one statement that reads or writes rows.
 */
export function readStatementFacts(sql: string): StatementFacts | string {
  const parsed = parseSql(sql);
  if (!parsed.ok) return parsed.rejection.message;
  const [tree, ...more] = parsed.value;
  if (tree === undefined || more.length > 0) return 'not exactly one statement';
  if (!QUERIES.some((kind) => kind in tree)) return 'not a statement that reads or writes rows';
  const facts = {
    relations: [] as WrittenName[],
    functions: [] as WrittenName[],
    targets: [] as StatementFacts['targets'][number][],
    hasParameters: false,
  };
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) collect(node as TreeNode, facts);
    open.push(...Object.values(node));
  }
  return facts;
}

type Facts = {
  relations: WrittenName[];
  functions: WrittenName[];
  targets: StatementFacts['targets'][number][];
  hasParameters: boolean;
};

/** A tree has a node's type as the key of its fields. */
function collect(node: TreeNode, facts: Facts): void {
  for (const [type, fields] of Object.entries(node)) {
    if (typeof fields !== 'object' || fields === null) continue;
    const events = eventsOf(type, fields as TreeNode);
    const relation = rangeVar((fields as TreeNode)['relation']);
    if (events !== 0 && relation !== undefined) {
      facts.targets.push({ ...relation, events });
      facts.relations.push(relation);
    }
    if (type === 'RangeVar') facts.relations.push(...[rangeVar(fields)].filter((name) => name !== undefined));
    if (type === 'FuncCall') facts.functions.push(...functionName((fields as TreeNode)['funcname']));
    if (type === 'ParamRef') facts.hasParameters = true;
  }
}

function eventsOf(type: string, fields: TreeNode): number {
  const updates = (fields['onConflictClause'] as TreeNode | undefined)?.['action'] === 'ONCONFLICT_UPDATE';
  if (type === 'InsertStmt') return updates ? WRITE.insert | WRITE.update : WRITE.insert;
  if (type === 'UpdateStmt') return WRITE.update;
  if (type === 'DeleteStmt') return WRITE.delete;
  return type === 'MergeStmt' ? WRITE.any : 0;
}

function rangeVar(fields: unknown): WrittenName | undefined {
  const { schemaname, relname } = (fields ?? {}) as { readonly schemaname?: string; readonly relname?: string };
  return relname === undefined ? undefined : { schema: schemaname ?? null, name: relname };
}

function functionName(parts: unknown): WrittenName[] {
  const names = ((parts ?? []) as { readonly String?: { readonly sval?: string } }[]).map(
    (part) => part.String?.sval ?? '',
  );
  const name = names.at(-1);
  return name === undefined ? [] : [{ schema: names.length > 1 ? (names.at(-2) ?? null) : null, name }];
}
