import type { ParseTree } from './parser.ts';
import type { StatementKind } from './statement.ts';

const KINDS: Readonly<Record<string, StatementKind>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'merge',
};

/** Statements that steer a session and are no queries: BEGIN, COMMIT, SET, SHOW, DISCARD. */
const SESSION_NODES: ReadonlySet<string> = new Set([
  'TransactionStmt',
  'VariableSetStmt',
  'VariableShowStmt',
  'DiscardStmt',
]);

/** Nodes that define the schema by names that PostgreSQL gives to nothing else. */
const DEFINITION = /^(?:Create|Alter|Drop|Define|Rename|Grant|Reassign)\w*Stmt$/;
const DEFINITION_NODES: ReadonlySet<string> = new Set([
  ...['IndexStmt', 'ViewStmt', 'RuleStmt', 'CompositeTypeStmt', 'CommentStmt', 'SecLabelStmt'],
  'ImportForeignSchemaStmt',
]);

/** The part of a SelectStmt that tells its kinds apart. */
interface SelectNode {
  readonly op?: string;
  readonly valuesLists?: readonly unknown[];
  readonly intoClause?: unknown;
  readonly larg?: SelectNode;
}

/** What a statement is, by its outermost node; `SELECT INTO` makes a table and is `other`. */
export function statementKindOf(statement: ParseTree[number]): StatementKind {
  const [type = '', node] = Object.entries(statement)[0] ?? [];
  const kind = KINDS[type] ?? 'other';
  return kind === 'select' ? selectKindOf(node as SelectNode) : kind;
}

/** Whether a statement only steers the session that it runs in. */
export function isSessionStatement(statement: ParseTree[number]): boolean {
  return Object.keys(statement).some((type) => SESSION_NODES.has(type));
}

/** Whether a statement defines a part of the schema. CREATE TABLE AS runs a query and is none. */
export function isDefinition(statement: ParseTree[number] | object): boolean {
  return Object.entries(statement).some(([type, node]) => {
    if (type === 'CreateTableAsStmt') return (node as { objtype?: string }).objtype === 'OBJECT_MATVIEW';
    return DEFINITION_NODES.has(type) || DEFINITION.test(type);
  });
}

function selectKindOf(node: SelectNode): StatementKind {
  // In a set operation PostgreSQL's parser leaves INTO at the leftmost SELECT.
  for (let left: SelectNode | undefined = node; left; left = left.larg) if (left.intoClause) return 'other';
  return node.valuesLists !== undefined && (node.op ?? 'SETOP_NONE') === 'SETOP_NONE' ? 'values' : 'select';
}
