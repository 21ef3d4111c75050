import { PGTYPED_FILES, readPgtypedConfig } from './pgtyped-config.ts';
import { readSqlcConfig, SQLC_FILES } from './sqlc-config.ts';

/** What the config of a tool says about files; paths and globs are repository-relative. */
export interface DeclaredQueries {
  /** The config file. */
  readonly file: string;
  /** As a reader knows it: `PostgreSQL`, `MySQL`, `SQLite`. */
  readonly database: string;
  readonly queries: readonly string[];
  readonly schema: readonly string[];
}

/** What reading needs of a tree. */
interface ConfigTree {
  files(): readonly string[];
  read(path: string): Promise<Buffer>;
}

/** Largest config file of a tool that is read, bytes. */
const MAX_BYTES = 262_144;

/** Tools whose config names query files, each with the names of its file and what is in it. */
const tools = [
  { names: SQLC_FILES, read: readSqlcConfig },
  {
    names: PGTYPED_FILES,
    read: (text: string) => {
      const queries = readPgtypedConfig(text);
      return queries.length === 0 ? [] : [{ database: 'PostgreSQL', queries, schema: [] }];
    },
  },
] as const;

/** What the configs of sqlc and pgtyped in a tree say, in order of path; vendored ones are passed over. */
export async function findDeclaredQueries(tree: ConfigTree): Promise<readonly DeclaredQueries[]> {
  const declared: DeclaredQueries[] = [];
  for (const file of tree.files()) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const tool = tools.find(({ names }) => names.includes(name));
    if (tool === undefined || /(^|\/)(node_modules|vendor)\//.test(file)) continue;
    const bytes = await tree.read(file);
    if (bytes.length > MAX_BYTES) continue;
    const folder = file.slice(0, file.length - name.length);
    const locate = (paths: readonly string[]) => paths.flatMap((path) => joinPath(folder, path) ?? []);
    for (const { database, queries, schema } of tool.read(bytes.toString('utf8'))) {
      declared.push({ file, database, queries: locate(queries), schema: locate(schema) });
    }
  }
  return declared;
}

/** `../db/queries` seen from `api/`; null where it leads out of the repository. */
function joinPath(folder: string, path: string): string | null {
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
