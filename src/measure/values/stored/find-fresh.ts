import { writeSql } from '../../../sql/parameters/syntax.ts';
import type { Value } from '../pick-values.ts';
import type { ParameterType } from '../probe/parameter-types.ts';
import type { Prober } from '../probe/run-probe.ts';
import type { StoredFacts } from './read-stored-facts.ts';
import { reshapeText } from './reshape-text.ts';

/** A column that gets a value. */
export interface FreshColumn {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: Value;
  readonly isList: boolean;
}

/** Texts of the same shape that are tried. */
const ATTEMPTS = 8;

/**
 * A value that no row has, of the type and shape of the one given, beside the values of the index's `others`; the given one
 * where none is found. Numbers and times come after the greatest, by an index; a reference is to a row that none refers to yet.
 * @param row which of the rows that are added, from 0: each gets another value
 */
export async function findFresh(
  prober: Prober,
  facts: StoredFacts,
  column: FreshColumn,
  others: readonly FreshColumn[],
  row: number,
): Promise<Value> {
  const { type, value } = column;
  if (value === null) return null;
  const name = quote(column.name);
  const same = others.map((other) => `t.${quote(other.name)} = ${literal(other)}`);
  const where = (conditions: readonly string[]) =>
    conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const ask = async (sql: string) => {
    const answer = await prober.askIfCheap(sql);
    return answer.kind === 'answered' ? (answer.rows[0]?.['value'] as Value | undefined) : undefined;
  };
  const reference = facts.references.get(column.name);
  if (reference) {
    const taken = [`t.${name} = r.${reference.column}`, ...same].join(' AND ');
    const free = await ask(
      `SELECT r.${reference.column}::text AS value FROM ${reference.table} AS r
       WHERE NOT EXISTS (SELECT FROM ${facts.table} AS t WHERE ${taken}) ORDER BY r.${reference.column} LIMIT 1 OFFSET ${row}`,
    );
    return free ?? value;
  }
  if (type.category === 'N' || type.category === 'D') {
    const step = type.category === 'N' ? `${row + 1}` : `(${row + 1} * interval '1 day')`;
    const next = `(max(t.${name}) + ${step})::${elementType(column)}::text`;
    return (await ask(`SELECT ${next} AS value FROM ${facts.table} AS t${where(same)}`)) ?? value;
  }
  const isUuid = type.shortName === 'uuid' || type.element === 'uuid';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const candidate = reshapeText(value, row * ATTEMPTS + attempt, isUuid ? 'hex' : 'words');
    const condition = [`t.${name} = ${literal({ ...column, value: candidate })}`, ...same];
    const isFree = await ask(
      `SELECT (NOT EXISTS (SELECT FROM ${facts.table} AS t${where(condition)}))::text AS value`,
    );
    if (isFree === 'true') return candidate;
  }
  return value;
}

function elementType({ type, isList }: FreshColumn): string {
  return isList ? (type.element ?? type.name) : type.name;
}

function literal(column: FreshColumn): string {
  const constant = column.value === null ? 'NULL' : writeSql({ A_Const: { sval: { sval: column.value } } });
  return `CAST(${constant} AS ${elementType(column)})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
