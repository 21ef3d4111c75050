import { Document, isMap, isPair, isScalar, visit } from 'yaml';
import type { ColumnShape, DatabaseShape, TableShape } from './database-shape.ts';

/** Digits that a figure is told with: more would change with every ANALYZE. */
const DIGITS = 3;
/** The longest value whose header is one byte (varattrib_1b, varatt.h). */
const SHORT_VALUE = 127;
/** Bytes before the elements of an array of one dimension (array.h), its header left out. */
const ARRAY_OVERHEAD = 20;
/** Types whose length `generate` can choose. */
const WITH_LENGTH: ReadonlySet<string> = new Set(['bytea', 'json', 'jsonb', 'tsvector', 'xml']);

/** The shape as the YAML file that `generate: { shape }` reads. */
export function writeShape({ tables }: DatabaseShape, values: readonly string[]): string {
  const document = new Document({
    shapeVersion: 1,
    tables: Object.fromEntries(tables.map((table) => [`${table.schema}.${table.table}`, describeTable(table)])),
  });
  const named =
    values.length === 0
      ? 'It holds no value of any row.'
      : `Of rows it holds the most common values of ${values.join(', ')}.`;
  document.commentBefore = ` Figures of a database: numbers of rows, and what pg_stats says of the columns. ${named}\n Written by \`explain-gate shape\`, read by \`generate: { shape: … }\`.`;
  visit(document, {
    Pair(_, pair) {
      // A line per column.
      if (!isPair(pair) || !isScalar(pair.key) || pair.key.value !== 'columns' || !isMap(pair.value)) return;
      for (const { value } of pair.value.items) if (isMap(value)) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function describeTable({ rows, columns }: TableShape): object {
  return {
    ...(rows === null ? {} : { rows: Number(rows.toPrecision(DIGITS + 1)) }),
    columns: Object.fromEntries(columns.map((column) => [column.name, describeColumn(column)])),
  };
}

function describeColumn(column: ColumnShape): object {
  const { nullFrac, nDistinct, correlation, mostCommonFreqs } = column;
  const length = lengthOf(column);
  return {
    nulls: short(nullFrac),
    ...(nDistinct === 0 ? {} : { distinct: nDistinct > 0 ? Math.round(nDistinct) : short(nDistinct) }),
    ...(correlation === null ? {} : { correlation: short(correlation) }),
    ...(length === undefined ? {} : { length }),
    ...(mostCommonFreqs.length === 0 ? {} : { common: describeCommon(column) }),
  };
}

function describeCommon({ mostCommonFreqs, mostCommonVals }: ColumnShape): readonly unknown[] {
  const weights = mostCommonFreqs.map(short);
  return mostCommonVals === null
    ? weights
    : weights.map((weight, at) => ({ value: mostCommonVals[at] ?? '', weight }));
}

/** What a value holds, without its header: bytes, or elements of an array of a fixed length. */
function lengthOf({
  avgWidth,
  typeLength,
  typeCategory,
  typeName,
  elementLength,
}: ColumnShape): number | undefined {
  if (typeLength !== -1) return undefined;
  const bytes = Math.max(0, avgWidth - (avgWidth <= SHORT_VALUE ? 1 : 4));
  if (elementLength !== null)
    return elementLength > 0 ? Math.max(1, Math.round((bytes - ARRAY_OVERHEAD) / elementLength)) : undefined;
  return typeCategory === 'S' || WITH_LENGTH.has(typeName) ? bytes : undefined;
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
