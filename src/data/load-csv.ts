import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import pg from 'pg';
import { SchemaError } from '../errors.ts';
import type { DatabaseConnection } from './connect-database.ts';
import type { DataTree } from './data-tree.ts';
import { dataError } from './describe-failure.ts';
import { findTable, type TableColumns } from './find-table.ts';
import { openFile } from './open-file.ts';
import { lineOfCopyError } from './script/line-of-error.ts';
import { sendCopy } from './script/send-copy.ts';

/**
 * Loads a CSV file into the table of its name, `cities.csv` or `app.cities.csv`, by the columns that its first line
 * names. PostgreSQL reads the rows; an empty field without quotes is NULL.
 * @throws SchemaError with the file, the line and what is allowed
 */
export async function loadCsv(connection: DatabaseConnection, tree: DataTree, path: string): Promise<void> {
  const { side } = tree;
  const name = posix.basename(path).replace(/\.csv(\.gz)?$/i, '');
  const fail = (line: number, message: string, code: string, hint?: string) =>
    new SchemaError(`${path}:${line} (${side}): ${message}`, { code, hint });
  const found = await findTable(connection, name);
  if ('tables' in found) {
    const tables = found.tables.length === 0 ? 'There is none yet.' : `Tables: ${found.tables.join(', ')}.`;
    throw fail(
      1,
      `there is no table ${name}; a CSV file is loaded into the table of its name`,
      'schema-csv-table',
      tables,
    );
  }
  const header = await readHeader(tree, path).catch((error: unknown) => {
    throw fail(
      1,
      `the first line can't be read: ${error instanceof Error ? error.message : error}`,
      'schema-csv-header',
    );
  });
  if (header === undefined)
    throw fail(1, 'the file is empty', 'schema-csv-header', 'The first line names the columns.');
  const unknown = header.filter((column) => !found.columns.includes(column));
  if (unknown.length > 0) {
    const allowed = `Columns: ${found.columns.join(', ')}.`;
    throw fail(
      1,
      `${found.name} has no column ${unknown.map((column) => `"${column}"`).join(', ')}`,
      'schema-csv-column',
      allowed,
    );
  }
  try {
    await sendCopy(connection.client, copyStatement(found, header), openFile(tree, path));
  } catch (error) {
    const line = error instanceof pg.DatabaseError ? lineOfCopyError(error, 1) : undefined;
    throw dataError({ side, file: path, line: line ?? 1 }, error);
  }
}

function copyStatement({ name }: TableColumns, header: readonly string[]): string {
  const columns = header.map((column) => pg.escapeIdentifier(column)).join(', ');
  return `COPY ${name} (${columns}) FROM STDIN (FORMAT csv, HEADER true, ENCODING 'UTF8')`;
}

/** The names in the first record, or undefined for an empty file. */
async function readHeader(tree: DataTree, path: string): Promise<readonly string[] | undefined> {
  const records = Readable.from(openFile(tree, path)).compose(parse({ bom: true, to: 1 }));
  for await (const record of records) return record as string[];
  return undefined;
}
