import { parseSql } from '../../sql/parser.ts';
import type { ScriptStatement } from './script-item.ts';

/** What a statement that can't run in a transaction may begin with. */
const FIRST_WORDS = new Set(['vacuum', 'create', 'drop', 'reindex', 'alter']);

/**
 * Whether PostgreSQL refuses a statement inside of a transaction block; those that are refused in any script, such as
 * CREATE DATABASE, are left out. The parser must be loaded.
 */
export function isLoneStatement({ text, keywords: [first = ''] }: ScriptStatement): boolean {
  if (!FIRST_WORDS.has(first)) return false;
  const parsed = parseSql(text);
  const node = (parsed.ok ? parsed.value[0] : undefined) as StatementNode | undefined;
  if (node === undefined) return false;
  const { IndexStmt, DropStmt, ReindexStmt, VacuumStmt, AlterTableStmt } = node;
  return (
    IndexStmt?.concurrent === true ||
    DropStmt?.concurrent === true ||
    VacuumStmt?.is_vacuumcmd === true ||
    isLoneReindex(ReindexStmt) ||
    (AlterTableStmt?.cmds ?? []).some(
      ({ AlterTableCmd }) => AlterTableCmd?.def?.PartitionCmd?.concurrent === true,
    )
  );
}

function isLoneReindex(node: StatementNode['ReindexStmt']): boolean {
  if (node === undefined) return false;
  if (node.kind !== 'REINDEX_OBJECT_INDEX' && node.kind !== 'REINDEX_OBJECT_TABLE') return true;
  return (node.params ?? []).some(({ DefElem }) => DefElem?.defname === 'concurrently');
}

interface StatementNode {
  readonly IndexStmt?: { readonly concurrent?: boolean };
  readonly DropStmt?: { readonly concurrent?: boolean };
  readonly VacuumStmt?: { readonly is_vacuumcmd?: boolean };
  readonly ReindexStmt?: {
    readonly kind?: string;
    readonly params?: readonly { readonly DefElem?: { readonly defname?: string } }[];
  };
  readonly AlterTableStmt?: {
    readonly cmds?: readonly {
      readonly AlterTableCmd?: {
        readonly def?: { readonly PartitionCmd?: { readonly concurrent?: boolean } };
      };
    }[];
  };
}
