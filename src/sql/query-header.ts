import { readHugsqlHeader } from './conventions/hugsql-header.ts';
import { readNameComment } from './conventions/name-comment.ts';
import { readPgtypedHeader } from './conventions/pgtyped-header.ts';
import type { PlaceholderHints } from './placeholders/placeholder-style.ts';

/** What a comment says about the query that follows it. */
export interface QueryHeader {
  readonly name: string;
  /** `snippet` is a piece of SQL that queries take in, and no query itself. */
  readonly kind: 'query' | 'snippet';
  readonly spreads: PlaceholderHints['spreads'];
  /** The convention that alone writes such a header; null where several do. */
  readonly convention: 'hugsql' | 'pgtyped' | null;
}

/** Conventions for naming queries, each by its comment; the first that knows a comment reads it. */
const conventions = [readNameComment, readHugsqlHeader, readPgtypedHeader] as const;

/** The header that a comment is, or null when it is prose. */
export function readQueryHeader(comment: string): QueryHeader | null {
  for (const read of conventions) {
    const header = read(comment);
    if (header !== null) return header;
  }
  return null;
}
