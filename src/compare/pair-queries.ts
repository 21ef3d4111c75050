import type { Statement } from '../sql/statement.ts';
import { matchStatements, type StatementMatch } from './match-statements.ts';
import type { QueryPair } from './query-pair.ts';

/**
 * Pairs the queries of the two sides. Every statement is in exactly one pair. Sorted by file and line in head; the
 * removed ones follow, by file and line in base. The order of the inputs does not matter.
 */
export function pairQueries(base: readonly Statement[], head: readonly Statement[]): readonly QueryPair[] {
  const ids = new Set<string>();
  return matchStatements(sortByPlace(base), sortByPlace(head)).map((match) => describePair(match, ids));
}

function sortByPlace(statements: readonly Statement[]): readonly Statement[] {
  return statements.toSorted((a, b) => {
    if (a.location.file !== b.location.file) return a.location.file < b.location.file ? -1 : 1;
    return a.location.line - b.location.line || a.ordinal - b.ordinal;
  });
}

function describePair({ base, head }: StatementMatch, ids: Set<string>): QueryPair {
  const { location, name, ordinal } = head ?? base;
  const id = takeId(`${location.file}#${name ?? ordinal}`, ids);
  const file = location.file.slice(location.file.lastIndexOf('/') + 1);
  const shown = name ?? (ordinal === 1 ? file : `${file}~${ordinal}`);
  const common = { id, name: shown, location, base, head };
  if (base === null) return { ...common, change: 'added', because: [] };
  if (head === null) return { ...common, change: 'removed', because: [] };
  return { ...common, change: base.text === head.text ? 'same' : 'changed', because: explainPair(base, head) };
}

function explainPair(base: Statement, head: Statement): readonly string[] {
  const because: string[] = [];
  if (base.text !== head.text) {
    const sameMeaning = base.canonical !== null && base.canonical === head.canonical;
    because.push(sameMeaning ? 'formatting changed' : 'text changed');
  }
  if (base.location.file !== head.location.file) because.push(`moved from ${base.location.file}`);
  if (base.name !== null && base.name !== head.name) because.push(`renamed from ${base.name}`);
  return because;
}

/** A name may be declared twice in a file, and a removed query may have stood where another stands now. */
function takeId(wanted: string, ids: Set<string>): string {
  let id = wanted;
  for (let copy = 2; ids.has(id); copy++) id = `${wanted}~${copy}`;
  ids.add(id);
  return id;
}
