import { SchemaError } from '../../../errors.ts';
import type { Problem } from '../plan/problem.ts';

/** Problems that are told; the rest is counted. */
const SHOWN = 20;

/** One error of all that stands against filling the tables. */
export function describeProblems(
  problems: readonly Problem[],
  { key, side }: { readonly key: string; readonly side: string },
): SchemaError {
  const lines = problems.slice(0, SHOWN).map(({ table, column, constraint, reason, advice }) => {
    const what = column === undefined ? table : `${table}.${column}`;
    const by = constraint === undefined ? '' : ` (${constraint})`;
    return `  ${what}${by}: ${reason}\n    → ${advice}`;
  });
  const more = problems.length > SHOWN ? `\n  and ${problems.length - SHOWN} more` : '';
  const [first] = problems;
  const table = first?.table.replace(/^public\./, '') ?? 'orders';
  const example =
    first?.column === undefined
      ? `{ ${table}: { rows: 0 } }`
      : `{ ${table}: { columns: { ${first.column}: { … } } } }`;
  return new SchemaError(
    `${key} (${side}): these tables can't be filled; nothing was inserted\n${lines.join('\n')}${more}`,
    {
      code: 'generate-cannot-fill',
      hint: `Write it in the config, as ${key}.tables: ${example}; \`rows: 0\` leaves a table empty. docs/generate.md has the keys.`,
    },
  );
}
