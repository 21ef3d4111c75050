import type { ParameterUse, QueryScope } from '../../../sql/parameters/parameter-use.ts';
import type { Node } from '../../../sql/parameters/syntax.ts';
import { parseStatement } from '../../../sql/parameters/syntax.ts';
import { writeChoice } from '../../../sql/parameters/write-choice.ts';
import { type RowsOptions, tablesOf, writeRows } from '../../../sql/parameters/write-rows.ts';
import { chooseSample } from './choose-sample.ts';
import type { ResolvedUse } from './resolve-uses.ts';
import type { ProbeAnswer, Prober } from './run-probe.ts';
import { readTableSizes } from './table-sizes.ts';

/** What was read for one use: text, several texts, or null for SQL NULL. */
export interface ReadValue {
  readonly value: string | null | readonly (string | null)[];
  readonly hasNull: boolean;
}

/** Values for the uses of one scope from the rows of one key, in the order of the uses. */
export interface Choice {
  readonly values: readonly ReadValue[];
  /** Rows of this key among those that were read. */
  readonly rows: number;
}

/** The keys with the most rows, with middling many, and with the fewest; the same one where all have equally many. */
export interface Choices {
  readonly typical: Choice;
  readonly heaviest: Choice;
  readonly rare: Choice;
  /** Share of the rows that were read. */
  readonly fraction: number;
}

/** Most rows that a probe joins. */
const MOST_ROWS = 50_000;
/** Most rows where the first ones found have to do. */
const FIRST_ROWS = 2_000;

/**
 * Reads values for the uses of a scope: from a sample of its joined rows, else from the first joined rows that the server
 * finds, else from each table alone. Null when there is no row anywhere.
 */
export async function readChoices(
  prober: Prober,
  scope: QueryScope,
  resolved: readonly ResolvedUse[],
  bound: ReadonlyMap<number, Node>,
): Promise<Choices | null> {
  const withOuter = resolved.every((use) => use.withOuter);
  const sizes = await readTableSizes(prober, tablesOf(scope, withOuter));
  const sample = chooseSample(sizes);
  const values = resolved.map(({ expression }) => expression.value);
  const joined: Omit<RowsOptions, 'sample' | 'limit'> = { values, bound, withOuter };
  const attempts = [
    { ...joined, sample, limit: MOST_ROWS },
    ...(sample ? [{ ...joined, sample: null, limit: FIRST_ROWS }] : []),
  ];
  for (const attempt of attempts) {
    const choices = await choose(prober, writeRows(scope, attempt), resolved, fractionOf(attempt.sample));
    if (choices) return choices;
  }
  return readFromTables(prober, resolved);
}

async function choose(
  prober: Prober,
  rows: string,
  resolved: readonly ResolvedUse[],
  fraction: number,
): Promise<Choices | null> {
  const columns = resolved.map(({ expression: { kind, use } }) => ({
    kind,
    group: use.group,
    isAligned: use.isList && use.group > 0,
    takesNull: use.role === 'stored',
  }));
  const answer = await prober.askIfCheap(writeChoice(rows, columns));
  return toChoices(answer, resolved.length, fraction);
}

function fractionOf(sample: RowsOptions['sample']): number {
  return sample ? sample.percent / 100 : 1;
}

function toChoices(answer: ProbeAnswer, count: number, fraction: number): Choices | null {
  if (answer.kind === 'refused') return null;
  const read = answer.rows.map((row) => ({
    place: Number(row['place']),
    keys: Number(row['keys']),
    choice: {
      rows: Number(row['rows']),
      values: Array.from({ length: count }, (_, at) => ({
        value: row[`c${at + 1}`] as ReadValue['value'],
        hasNull: row[`n${at + 1}`] === true,
      })),
    },
  }));
  const [first] = read;
  if (!first) return null;
  const middle = Math.floor((first.keys + 1) / 2);
  const at = (place: number) => read.find((one) => one.place === place)?.choice ?? first.choice;
  const typical = at(middle);
  const [heaviest, rare] = [at(1), at(first.keys)];
  // Keys that all have equally many rows are all typical.
  return heaviest.rows === rare.rows
    ? { typical, heaviest: typical, rare: typical, fraction }
    : { typical, heaviest, rare, fraction };
}

/** Each table by itself: values that exist, which together may find nothing. */
async function readFromTables(prober: Prober, resolved: readonly ResolvedUse[]): Promise<Choices | null> {
  const tables = new Map<string, ResolvedUse[]>();
  for (const use of resolved) {
    if (!use.alone) return null;
    tables.set(use.alone.table, [...(tables.get(use.alone.table) ?? []), use]);
  }
  const read = new Map<ParameterUse, { readonly choices: Choices; readonly at: number }>();
  for (const [table, uses] of tables) {
    const choices = await readFromTable(prober, table, uses);
    if (!choices) return null;
    for (const [at, { expression }] of uses.entries()) read.set(expression.use, { choices, at });
  }
  const gather = (lane: Exclude<keyof Choices, 'fraction'>): Choice => {
    const parts = resolved.map(({ expression }) => read.get(expression.use));
    return {
      rows: Math.max(0, ...parts.map((part) => part?.choices[lane].rows ?? 0)),
      values: parts.flatMap((part) => part?.choices[lane].values[part.at] ?? []),
    };
  };
  return { typical: gather('typical'), heaviest: gather('heaviest'), rare: gather('rare'), fraction: 1 };
}

async function readFromTable(
  prober: Prober,
  table: string,
  uses: readonly ResolvedUse[],
): Promise<Choices | null> {
  const values = uses.map(({ alone }) => alone?.value ?? 'NULL');
  const tree = parseStatement(`SELECT FROM ${table}`);
  const from = tree && 'SelectStmt' in tree ? (tree.SelectStmt.fromClause ?? []) : [];
  const scope: QueryScope = { from, where: undefined, outer: null, test: null, ctes: [], insert: null };
  const sizes = await readTableSizes(prober, tablesOf(scope, false));
  const sample = chooseSample(sizes);
  const plain = { values, bound: new Map(), withOuter: false };
  return (
    (await choose(
      prober,
      writeRows(scope, { ...plain, sample, limit: MOST_ROWS }),
      uses,
      fractionOf(sample),
    )) ?? choose(prober, writeRows(scope, { ...plain, sample: null, limit: FIRST_ROWS }), uses, 1)
  );
}
