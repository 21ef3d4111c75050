import { parseSql } from '../../src/sql/parser.ts';
import { splitStatements } from '../../src/sql/split-statements.ts';

/** A query that a package sent. */
export interface SentQuery {
  /** As it was first sent. */
  readonly text: string;
  /** libpg-query's: equal for queries that differ in literals only. */
  readonly fingerprint: string;
}

/** Parse nodes of statements that make, alter or drop something: a text that has one is a migration. */
const MIGRATION = /^(?:Create|Alter|Drop|Index|View|Comment|Grant|Rename|Define|Rule)/;

/**
 * The distinct queries among what was sent: SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES, and WITH of these. A text
 * that has a definition in it is a migration and left out whole. `loadParser()` has to be awaited first.
 */
export function listSentQueries(texts: readonly string[]): readonly SentQuery[] {
  const queries = new Map<string, SentQuery>();
  for (const text of new Set(texts)) {
    const parsed = parseSql(text);
    // What the server took and the parser does not would be missing from the count unseen.
    if (!parsed.ok) throw new Error(`PostgreSQL's parser rejects what was sent: ${text.slice(0, 200)}`);
    if (parsed.value.some((node) => MIGRATION.test(Object.keys(node)[0] ?? ''))) continue;
    for (const { kind, fingerprint, sql } of splitStatements('sent', text)) {
      if (kind === 'other' || fingerprint === null || queries.has(fingerprint)) continue;
      queries.set(fingerprint, { text: sql, fingerprint });
    }
  }
  return [...queries.values()];
}
