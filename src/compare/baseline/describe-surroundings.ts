import type { Hash, Surroundings } from './baseline-schema.ts';

/** What is known of the server and the database that head was measured in. */
export interface MeasuredIn {
  /** `server_version_num`. */
  readonly versionNumber: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Statements that every measuring connection runs. */
  readonly session: readonly string[];
  readonly seed: string;
  readonly locale: string;
  /** Number of rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly catalog: readonly CatalogObject[];
}

/** One thing in the database's catalogs. */
interface CatalogObject {
  readonly kind: string;
  readonly key: string;
  readonly relations: readonly string[];
  readonly owner: string | null;
  readonly definition: string;
}

/** Settings that move neither a plan nor a count of blocks, or that follow from the machine's memory. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'autovacuum',
  'checkpoint_timeout',
  'effective_io_concurrency',
  'fsync',
  'full_page_writes',
  'maintenance_work_mem',
  'max_parallel_maintenance_workers',
  'max_wal_size',
  'shared_buffers',
  'synchronous_commit',
  'track_io_timing',
  'wal_level',
]);

/** Kinds that say what rows are. The others are what plans are made with, and what a change may move them by. */
const OF_ROWS: ReadonlySet<string> = new Set(['table', 'foreign table', 'column', 'type', 'setting']);

/** Brings it into the form of a baseline file: sorted, long texts as hashes. */
export function describeSurroundings(measured: MeasuredIn, hash: Hash): Surroundings {
  const { versionNumber, settings, locale, session, seed, rows, catalog } = measured;
  const ofKind = (...kinds: readonly string[]) => catalog.filter(({ kind }) => kinds.includes(kind));
  const definitionOf = (table: CatalogObject) =>
    [table, ...ofKind('column').filter(({ owner }) => owner === table.key)]
      .map(({ key, definition }) => `${key}\n${definition}`)
      .toSorted()
      .join('\n');
  const compared = Object.entries(settings).filter(([name]) => !NOT_COMPARED.has(name));
  return {
    server: Math.floor(versionNumber / 10_000),
    settings: sorted([...compared, ['locale', locale]]),
    session: [...session],
    seed: hash(seed),
    tables: sorted(
      ofKind('table', 'foreign table').map((table) => [
        table.key,
        { definition: hash(definitionOf(table)), rows: rows[table.key] ?? 0 },
      ]),
    ),
    types: sorted(
      ofKind('type', 'setting').map(({ kind, key, definition }) => [`${kind} ${key}`, hash(definition)]),
    ),
    objects: sorted(
      catalog
        .filter(({ kind }) => !OF_ROWS.has(kind))
        .map(({ kind, key, relations, definition }) => [
          `${kind} ${key}`,
          { on: relations.toSorted(), definition: hash(definition) },
        ]),
    ),
  };
}

/** By name, bytewise: the same on every machine. */
export function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
