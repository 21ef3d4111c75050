import { ConfigError } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { TableFacts } from './catalog/table-facts.ts';
import type { GenerateOptions, TableOptions } from './generate-options.ts';

/**
 * What the options say of each table; `orders` is public.orders, or the only table of that name.
 * @throws ConfigError for a table or column that is not there
 */
export function matchOptions(
  { tables }: GenerateOptions,
  facts: readonly TableFacts[],
  key: string,
): (table: TableFacts) => TableOptions {
  const found = new Map<TableFacts, TableOptions>();
  for (const [name, options] of Object.entries(tables)) {
    const table = findTable(name, facts);
    if (table === undefined) {
      // A shape is of production, where there may be more tables.
      if (options.rowsAreEstimated) continue;
      const names = facts.map(nameOf);
      const near = nearestName(name, names);
      throw new ConfigError(
        `${key}.tables.${name}: there is no such table${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
        {
          code: 'generate-unknown-table',
          hint: `Tables: ${names.slice(0, 50).join(', ')}${names.length > 50 ? ` and ${names.length - 50} more` : ''}.`,
        },
      );
    }
    const columns = table.columns.map((column) => column.name);
    const unknown = Object.keys(options.columns ?? {}).find((column) => !columns.includes(column));
    if (unknown !== undefined && !options.rowsAreEstimated) {
      const near = nearestName(unknown, columns);
      throw new ConfigError(
        `${key}.tables.${name}.columns.${unknown}: there is no such column to fill${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
        { code: 'generate-unknown-column', hint: `Columns: ${columns.join(', ')}.` },
      );
    }
    found.set(table, options);
  }
  return (table) => found.get(table) ?? {};
}

function nameOf({ schema, table }: TableFacts): string {
  return schema === 'public' ? table : `${schema}.${table}`;
}

function findTable(name: string, facts: readonly TableFacts[]): TableFacts | undefined {
  const exact =
    facts.find(({ schema, table }) => name === `${schema}.${table}`) ??
    facts.find((table) => nameOf(table) === name);
  if (exact !== undefined) return exact;
  const [only, ...others] = facts.filter(({ table }) => table === name);
  return others.length === 0 ? only : undefined;
}
