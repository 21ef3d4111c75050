/**
 * What is wanted of one expression over the rows: `key` groups them and is counted; `ordered` gives values at fixed
 * places of their order; `row` gives the value of one middling row, the same row for all; `many` gives distinct values,
 * most frequent first, each after its count and a space; NULL is the count alone.
 */
export type ColumnKind = 'key' | 'ordered' | 'row' | 'many';

/** One expression over the rows, `v<number>` in them. */
export interface ChoiceColumn {
  readonly kind: ColumnKind;
  /** Columns with the same number are ordered together, as a row; for `ordered`, and for `many` where `isAligned`. */
  readonly group: number;
  /** The values of the group's columns are of the same rows, place by place; for `many`. */
  readonly isAligned: boolean;
  /** NULL is a value too; for `many` where `isAligned`. */
  readonly takesNull: boolean;
}

/** Places in the order of the values, as fractions of their number, and how many further on at least. */
export const PLACES = {
  /** Narrow range: its lower end, and its upper end one percent of the rows later. */
  middle: '0.5 * (count(*) - 1)',
  pastMiddle: 'least(count(*) - 1, floor(0.5 * (count(*) - 1)) + greatest(1, 0.01 * count(*)))',
  /** Where one hundredth of the rows is below, or above. */
  nearFirst: 'least(count(*) - 1, greatest(1, 0.01 * count(*)))',
  nearLast: 'greatest(0, count(*) - 1 - greatest(1, 0.01 * count(*)))',
  /** Wide range. */
  low: '0.05 * (count(*) - 1)',
  high: '0.95 * (count(*) - 1)',
} as const;

/** Most distinct values that a `many` column gives. */
const MANY = 10_000;

/**
 * SQL that chooses from rows: one row for the most frequent key, one for the middling and one for the rarest, equal
 * counts in the order of the keys' text, so that equal rows give equal choices. Columns: `place` (1 is most frequent),
 * `rows` (of this key), `keys` (how many there are), and `c<number>` for each column: text, or text[] for `ordered` (by
 * PLACES) and `many`, and `n<number>`, whether the column has NULL.
 */
export function writeChoice(rows: string, columns: readonly ChoiceColumn[]): string {
  const numbered = columns.map((column, at) => ({ ...column, number: at + 1 }));
  const keys = numbered.filter(({ kind }) => kind === 'key').map(({ number }) => number);
  const of = (kind: ColumnKind) => numbered.filter((column) => column.kind === kind);
  const oneRow = of('row').map(({ number }) => `v${number}`);
  // The middling one of the rows that have the fewest NULLs.
  const nulls = oneRow.length > 0 ? `num_nulls(${oneRow.join(', ')})` : '0';
  const order = oneRow.length > 0 ? `ORDER BY ${oneRow.map(text).join(', ')}` : '';
  const names = keys.map((number) => `k${number}`);
  const isKnown = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const group = names.length > 0 ? `WHERE ${isKnown} GROUP BY ${names.join(', ')}` : 'HAVING count(*) > 0';
  const rank = [...(names.length > 0 ? ['count(*) DESC'] : []), ...names].join(', ');
  const keyList = keys.map((number) => `${text(`v${number}`)} AS k${number}, `).join('');
  const results = numbered.map((column) => {
    const { number } = column;
    return `${writeResult(column, numbered, keys)} AS c${number}, bool_or(v${number} IS NULL) AS n${number}`;
  });
  return `WITH explain_gate_rows AS MATERIALIZED (SELECT ${keyList}r.* FROM (${rows}) AS r),
explain_gate_keys AS (
  SELECT ${names.map((name) => `${name}, `).join('')}count(*) AS rows,
    row_number() OVER (${rank ? `ORDER BY ${rank}` : ''}) AS place, count(*) OVER () AS keys
  FROM explain_gate_rows ${group}),
explain_gate_picked AS (
  SELECT p.place, p.rows, p.keys, r.*, dense_rank() OVER (PARTITION BY p.place ORDER BY ${nulls}) AS level,
    row_number() OVER (PARTITION BY p.place, ${nulls} ${order}) AS at,
    count(*) OVER (PARTITION BY p.place, ${nulls}) AS size
  FROM explain_gate_keys AS p JOIN explain_gate_rows AS r
    ON ${names.map((name) => `r.${name} = p.${name}`).join(' AND ') || 'true'}
  WHERE p.place IN (1, (p.keys + 1) / 2, p.keys))
SELECT place, rows, keys${results.map((result) => `,\n  ${result}`).join('')}
FROM explain_gate_picked AS picked GROUP BY place, rows, keys${names.map((name) => `, ${name}`).join('')} ORDER BY place`;
}

type Numbered = ChoiceColumn & { readonly number: number };

function writeResult(column: Numbered, all: readonly Numbered[], keys: readonly number[]): string {
  const { kind, group, number } = column;
  switch (kind) {
    case 'key':
      return `k${number}`;
    case 'row':
      return `max(v${number}::text) FILTER (WHERE level = 1 AND at = (size + 1) / 2)`;
    case 'many': {
      const together = column.isAligned
        ? all.filter((other) => other.kind === 'many' && other.isAligned && other.group === group)
        : [{ ...column, number }];
      const conditions = [
        ...together.filter((one) => !one.takesNull).map((one) => `r.v${one.number} IS NOT NULL`),
        ...keys.map((key) => `r.k${key} = picked.k${key}`),
      ];
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
      const values = together.map((one) => text(`r.v${one.number}`)).join(', ');
      return `ARRAY(SELECT concat(count(*), ' ' || ${text(`r.v${number}`)}) FROM explain_gate_rows AS r
    ${where} GROUP BY ${values} ORDER BY count(*) DESC, ${values} LIMIT ${MANY})`;
    }
    case 'ordered': {
      const together = all.filter((other) => other.kind === 'ordered' && other.group === group);
      const order = together.map((other) => `v${other.number}`).join(', ');
      const sorted = `array_agg(v${number}::text ORDER BY ${order}) FILTER (WHERE v${number} IS NOT NULL)`;
      const places = Object.values(PLACES).map((place) => `(${sorted})[1 + floor(${place})::int]`);
      return `ARRAY[${places.join(', ')}]`;
    }
  }
}

function text(value: string): string {
  return `${value}::text COLLATE "C"`;
}
