import createPgQueryModule, { type PgQueryModule } from 'libpg-query/wasm/libpg-query.js';
import type { SqlRejection, SqlResult } from './sql-rejection.ts';
import { locateTokens, type RawToken, type Token } from './token.ts';

/** Longest text that is scanned or parsed, UTF-16 units. A parse tree takes about a hundred times the memory of its text. */
export const MAX_SQL_LENGTH = 1_048_576;

/** A WASM memory never shrinks: an instance that has grown beyond this many bytes is replaced. */
const MAX_INSTANCE_BYTES = 134_217_728;

/** Instances kept ready, since a statement that overflows the stack ruins the one it runs on. */
const READY_INSTANCES = 4;

/** The statements of a parse tree, as libpg-query's JSON has them: one key, the node's type. */
export type ParseTree = readonly Readonly<Record<string, unknown>>[];

const instances: PgQueryModule[] = [];
let loading: Promise<void> | null = null;

async function fill(): Promise<void> {
  const silent = { print: () => undefined, printErr: () => undefined };
  while (instances.length < READY_INSTANCES) instances.push(await createPgQueryModule(silent));
}

/** Loads PostgreSQL's parser. Await it before the functions of this file, and again between files: it replaces what was ruined. */
export async function loadParser(): Promise<void> {
  loading ??= fill().finally(() => {
    loading = null;
  });
  await loading;
}

/** Every token of the text, comments included. */
export function scanSql(text: string): SqlResult<readonly Token[]> {
  if (text === '') return { ok: true, value: [] };
  return ask(text, (instance, query) => {
    const answer = takeString(instance, instance._wasm_scan(query));
    if (!answer.startsWith('{')) return syntaxRejection(answer, null);
    const { tokens } = JSON.parse(answer) as { readonly tokens: readonly RawToken[] };
    return { ok: true, value: locateTokens(text, tokens) };
  });
}

/** The parse tree of the statements in the text; empty for a text of white space and comments. */
export function parseSql(text: string): SqlResult<ParseTree> {
  if (text === '') return { ok: true, value: [] };
  return ask(text, (instance, query) => {
    const result = instance._wasm_parse_query_raw(query);
    if (result === 0) throw new Error('out of memory');
    try {
      const error = instance.getValue(result + 8, 'i32');
      if (error !== 0) {
        const message = instance.UTF8ToString(instance.getValue(error, 'i32'));
        const position = instance.getValue(error + 16, 'i32');
        return syntaxRejection(message, position > 0 ? offsetOfCharacter(text, position - 1) : null);
      }
      const json = instance.UTF8ToString(instance.getValue(result, 'i32'));
      const { stmts } = JSON.parse(json) as { readonly stmts: readonly { readonly stmt: ParseTree[0] }[] };
      return { ok: true, value: stmts.map((entry) => entry.stmt) };
    } finally {
      instance._wasm_free_parse_result(result);
    }
  });
}

/** libpg-query's fingerprint, 16 hexadecimal digits: equal for statements that differ in literals only. */
export function fingerprintSql(text: string): SqlResult<string> {
  return ask(text, (instance, query) => {
    const answer = takeString(instance, instance._wasm_fingerprint(query));
    // An error comes back as a plain string too.
    return /^[0-9a-f]{16}$/.test(answer) ? { ok: true, value: answer } : syntaxRejection(answer, null);
  });
}

/** The tree of the functions that the text creates in PL/pgSQL, as libpg-query's JSON has it; only those are looked at. */
export function parsePlpgsql(text: string): SqlResult<unknown> {
  return ask(text, (instance, query) => {
    const answer = takeString(instance, instance._wasm_parse_plpgsql(query));
    // An error comes back as a plain string too.
    return answer.startsWith('{')
      ? { ok: true, value: JSON.parse(answer) as unknown }
      : syntaxRejection(answer, null);
  });
}

/** Runs a question on an instance; whatever it throws has ruined that instance, which is then replaced. */
function ask<T>(
  text: string,
  question: (instance: PgQueryModule, query: number) => SqlResult<T>,
): SqlResult<T> {
  if (text.length > MAX_SQL_LENGTH) return limitRejection(`longer than ${MAX_SQL_LENGTH} characters`);
  if (text.includes('\0')) return limitRejection('contains a NUL character');
  const instance = instances[0];
  if (instance === undefined) {
    if (loading === null) throw new Error('loadParser() has to be awaited first');
    return limitRejection("not parsed: statements before it used up PostgreSQL's parser");
  }
  try {
    const bytes = instance.lengthBytesUTF8(text) + 1;
    const query = instance._malloc(bytes);
    if (query === 0) throw new Error('out of memory');
    instance.stringToUTF8(text, query, bytes);
    const result = question(instance, query);
    instance._free(query);
    if (instance.HEAPU8.length > MAX_INSTANCE_BYTES) replace(instance);
    return result;
  } catch {
    replace(instance);
    return limitRejection("nested too deeply for PostgreSQL's parser");
  }
}

function replace(instance: PgQueryModule): void {
  instances.splice(instances.indexOf(instance), 1);
  // Awaited by the next loadParser(), which also reports why it failed.
  loadParser().catch(() => undefined);
}

function takeString(instance: PgQueryModule, address: number): string {
  if (address === 0) throw new Error('out of memory');
  const text = instance.UTF8ToString(address);
  instance._wasm_free_string(address);
  return text;
}

/** PostgreSQL counts characters (code points) in error positions, and bytes in tokens. */
function offsetOfCharacter(text: string, character: number): number {
  let unit = 0;
  for (let seen = 0; seen < character && unit < text.length; seen++) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return unit;
}

function syntaxRejection(message: string, offset: number | null): { ok: false; rejection: SqlRejection } {
  // Bison's own limit on nesting; not a fault of the statement.
  const kind = message.startsWith('memory exhausted') ? 'limit' : 'syntax';
  return { ok: false, rejection: { kind, message, offset } };
}

function limitRejection(message: string): { ok: false; rejection: SqlRejection } {
  return { ok: false, rejection: { kind: 'limit', message, offset: null } };
}
