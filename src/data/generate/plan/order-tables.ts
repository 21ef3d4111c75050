import type { TableFacts } from '../catalog/table-facts.ts';

/** Tables in an order in which each comes behind those that it refers to; in a circle, some table is first. */
export function orderTables(tables: readonly TableFacts[]): readonly TableFacts[] {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const ordered = new Set<TableFacts>();
  const visiting = new Set<TableFacts>();
  const visit = (table: TableFacts): void => {
    if (ordered.has(table) || visiting.has(table)) return;
    visiting.add(table);
    for (const { target } of table.foreignKeys) {
      const other = byOid.get(target);
      if (other !== undefined) visit(other);
    }
    ordered.add(table);
  };
  for (const table of tables) visit(table);
  return [...ordered];
}
