import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import picomatch from 'picomatch';
import type { DatabaseShape } from '../data/shape/database-shape.ts';
import { readShape } from '../data/shape/read-shape.ts';
import { writeShape } from '../data/shape/write-shape.ts';
import { ConfigError, ExplainGateError, ProviderError } from '../errors.ts';
import { connect } from '../postgres/connect.ts';
import { parseUrl } from '../postgres/parse-url.ts';
import { redact } from '../postgres/redact.ts';
import type { Command, CommandContext, OptionValues } from './command.ts';
import { textOf } from './option-values.ts';
import { usageError } from './usage-error.ts';

/** Names the connection URL where other users of the machine can't read it, as they can a command line. */
const URL_VARIABLE = 'EXPLAIN_GATE_SHAPE_URL';
/** Reading the catalog takes milliseconds; a production server must not wait for us. */
const TIMEOUT_SECONDS = 30;

/** What the command line says. */
interface ShapeOptions {
  readonly url: string;
  readonly tables: readonly string[];
  readonly values: readonly string[];
  readonly out: string | undefined;
}

/** `explain-gate shape`. */
export const shape: Command = {
  name: 'shape',
  summary: 'write figures of production, without its values, to generate rows by',
  usage: `Usage: explain-gate shape --url URL [options]

Reads numbers of rows and pg_stats of a database in one read-only transaction, and writes them as YAML that can be
committed. No value of any row is written, but those of columns that are named.

Options
  --url URL        connection URL of the database (default: ${URL_VARIABLE}, which other users do not see)
  --tables GLOBS   only these, comma-separated, as schema.table (default: all)
  --values COLUMNS write the most common values of these, comma-separated, as schema.table.column
  --out FILE       write into this file (default: standard output)
`,
  options: {
    url: { type: 'string' },
    tables: { type: 'string' },
    values: { type: 'string' },
    out: { type: 'string' },
  },
  prepare: (values) => (context) => runShape(readOptions(values, context), context),
};

/** @throws ConfigError when there is no URL */
function readOptions(values: OptionValues, { env }: CommandContext): ShapeOptions {
  const url = textOf(values, 'url') ?? env[URL_VARIABLE];
  if (url === undefined || url === '') throw usageError(`no database: give --url or ${URL_VARIABLE}`, 'shape');
  const list = (option: string) =>
    (textOf(values, option) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  return { url, tables: list('tables'), values: list('values'), out: textOf(values, 'out') };
}

async function runShape(options: ShapeOptions, { cwd }: CommandContext): Promise<number> {
  const { url, values, out } = options;
  const found = await read(options);
  if (found.tables.length === 0) {
    throw new ConfigError('there is no table to read', {
      code: 'usage',
      hint: 'Correct --tables, or name another database in the connection URL.',
    });
  }
  const text = writeShape(found, values);
  for (const { name, reason } of found.unknown) process.stderr.write(`${name}: ${reason}\n`);
  if (out === undefined) process.stdout.write(text);
  else {
    await write(resolve(cwd, out), text);
    process.stderr.write(`${out}: ${found.tables.length} tables of the server at ${parseUrl(url).host}\n`);
  }
  return 0;
}

async function read({ url, tables, values }: ShapeOptions): Promise<DatabaseShape> {
  const isWanted = tables.length === 0 ? () => true : picomatch([...tables]);
  try {
    await using client = await connect(parseUrl(url, '--url'));
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = '${TIMEOUT_SECONDS}s'`);
    await client.query(`SET LOCAL lock_timeout = '5s'`);
    await client.query(`SET LOCAL search_path = ''`);
    const found = await readShape(client, { isWanted, values });
    await client.query('ROLLBACK');
    return found;
  } catch (error) {
    if (error instanceof ExplainGateError) throw error;
    const said =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    // No cause: what a driver throws may hold the URL.
    const message = `shape: ${redact(said ?? 'no answer', url)}`;
    if (error instanceof pg.DatabaseError && !/^(28|3D)/.test(error.code ?? '')) {
      throw new ProviderError(message, {
        code: 'shape-refused',
        hint: 'The role needs CONNECT on the database, and SELECT on the tables for pg_stats to show them.',
      });
    }
    throw new ProviderError(message, {
      code: 'provider-no-connection',
      hint: 'Check host, port, user, password and sslmode of the connection URL.',
    });
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new ConfigError(`--out ${file}: ${error instanceof Error ? error.message : error}`, {
      code: 'config-not-written',
      hint: 'Name a file in a folder that exists and may be written to.',
    });
  }
}
