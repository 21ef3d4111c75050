import type { PlanNode } from '../plan.ts';

/** What the words of a node say; the figures and the children come from elsewhere. */
export type NodeWords = Omit<PlanNode, 'plans'>;

const JOIN = /^(Nested Loop|Hash|Merge)(?: (Left|Right Semi|Right Anti|Right|Full|Semi|Anti))? Join$/u;
const MODIFY = /^(Insert|Update|Delete|Merge) on (.+)$/u;
const SCAN =
  /^((?:Seq|Sample|Index|Index Only|Bitmap Index|Bitmap Heap|Tid|Tid Range|Subquery|Function|Table Function|Values|CTE|Named Tuplestore|WorkTable|Foreign) Scan)( Backward)?(?: using ("(?:[^"]|"")*"|\S+))?(?: on (.+))?$/u;
const SET_OPERATION = /^(Hash)?SetOp(?: (.+))?$/u;
const CUSTOM_SCAN = /^Custom Scan \((.+?)\)(?: on (.+))?$/u;
const FOREIGN_CHANGE = /^Foreign (Insert|Update|Delete) on (.+)$/u;

const STRATEGIES: ReadonlyMap<string, string> = new Map([
  ['Aggregate', 'Plain'],
  ['GroupAggregate', 'Sorted'],
  ['HashAggregate', 'Hashed'],
  ['MixedAggregate', 'Mixed'],
]);

/** Nodes whose words are their type (explain.c, ExplainNode). */
const PLAIN: ReadonlySet<string> = new Set(
  [
    'Result,ProjectSet,Append,Merge Append,Recursive Union,BitmapAnd,BitmapOr,Nested Loop,Gather,Gather Merge',
    'Materialize,Memoize,Sort,Incremental Sort,Group,WindowAgg,Unique,LockRows,Limit,Hash',
  ].flatMap((names) => names.split(',')),
);

/**
 * The fields of a node from the words of EXPLAIN's text format (explain.c, ExplainNode), as its JSON format would give them:
 * `Parallel Index Only Scan Backward using i on public.orders o`. Undefined when they are no node of PostgreSQL's.
 */
export function readNodeWords(words: string): NodeWords | undefined {
  const [, partialMode, parallel, async, rest = ''] =
    /^(?:(Partial|Finalize) )?(?:(Parallel) )?(?:(Async) )?(.*)$/u.exec(words) ?? [];
  const fields = readType(rest);
  if (!fields) return undefined;
  return {
    ...fields,
    ...(partialMode === undefined ? {} : { partialMode }),
    ...(parallel === undefined ? {} : { parallelAware: true }),
    ...(async === undefined ? {} : { asyncCapable: true }),
  };
}

function readType(words: string): NodeWords | undefined {
  if (words === 'Nested Loop') return { nodeType: words, joinType: 'Inner' };
  if (PLAIN.has(words)) return { nodeType: words };
  const strategy = STRATEGIES.get(words);
  if (strategy !== undefined) return { nodeType: 'Aggregate', strategy };
  const [, method, joinType = 'Inner'] = JOIN.exec(words) ?? [];
  if (method !== undefined) return { nodeType: method === 'Nested Loop' ? method : `${method} Join`, joinType };
  const [, operation, target = ''] = MODIFY.exec(words) ?? FOREIGN_CHANGE.exec(words) ?? [];
  if (operation !== undefined)
    return {
      nodeType: words.startsWith('Foreign') ? 'Foreign Scan' : 'ModifyTable',
      operation,
      ...readRelation(target),
    };
  const [setOperation, hashed, command] = SET_OPERATION.exec(words) ?? [];
  if (setOperation !== undefined)
    return {
      nodeType: 'SetOp',
      strategy: hashed === undefined ? 'Sorted' : 'Hashed',
      ...(command === undefined ? {} : { command }),
    };
  const [custom, customPlanProvider = '', on] = CUSTOM_SCAN.exec(words) ?? [];
  if (custom !== undefined)
    return { nodeType: 'Custom Scan', customPlanProvider, ...(on === undefined ? {} : readRelation(on)) };
  return readScan(words);
}

function readScan(words: string): NodeWords | undefined {
  const [, nodeType, backward, index, target] = SCAN.exec(words) ?? [];
  if (nodeType === undefined) return undefined;
  const [first] = readIdentifiers(index ?? '');
  return {
    nodeType,
    ...(backward === undefined ? {} : { scanDirection: 'Backward' }),
    ...(first === undefined ? {} : { indexName: first.name }),
    ...(target === undefined ? {} : readTarget(nodeType, target)),
  };
}

/** What a scan reads stands in a field of its own for each kind of scan. */
function readTarget(nodeType: string, target: string): Partial<NodeWords> {
  const [source, second] = readIdentifiers(target);
  if (!source) return {};
  const alias = (second ?? source).name;
  switch (nodeType) {
    case 'Bitmap Index Scan':
      return { indexName: source.name };
    case 'Function Scan':
      return { functionName: source.name, alias };
    case 'Table Function Scan':
      return { tableFunctionName: source.name, alias };
    case 'CTE Scan':
    case 'WorkTable Scan':
      return { cteName: source.name, alias };
    case 'Named Tuplestore Scan':
      return { tuplestoreName: source.name, alias };
    case 'Subquery Scan':
    case 'Values Scan':
      return { alias };
    default:
      return readRelation(target);
  }
}

function readRelation(target: string): Partial<NodeWords> {
  const [relation, second] = readIdentifiers(target);
  if (!relation) return {};
  return {
    relationName: relation.name,
    ...(relation.schema === undefined ? {} : { schema: relation.schema }),
    alias: (second ?? relation).name,
  };
}

interface Identifier {
  readonly name: string;
  /** Only under VERBOSE. */
  readonly schema?: string;
}

const IDENTIFIER = /(?:"(?:[^"]|"")*"|[^\s".]+)(?:\.(?:"(?:[^"]|"")*"|[^\s".]+))?/gu;
const PART = /"(?:[^"]|"")*"|[^".]+/gu;

/** The first two of `public.orders o`, `"Odd ""Names""" "My Alias"`: what is read, and its alias. */
function readIdentifiers(text: string): readonly Identifier[] {
  const found: Identifier[] = [];
  for (const [word] of text.matchAll(IDENTIFIER)) {
    const [first = '', second] = (word.match(PART) ?? []).map((part) =>
      part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
    );
    found.push(second === undefined ? { name: first } : { schema: first, name: second });
    if (found.length === 2) break;
  }
  return found;
}
