import type { QueryHeader } from '../query-header.ts';

/** `:name get-user :? :1`; what may follow the name are a command and a result, each a keyword. */
const HEADER = /^\s*:(?<kind>name|snip)-?\s+(?<name>[^\s:]\S*)(?:\s+:\S+){0,2}\s*$/;

/**
 * HugSQL's `-- :name create-user! :! :n`, and `-- :snip by-country` for a piece of SQL, also in a block comment. Its other
 * headers (`:doc`, `:command`, `:result`, `:meta`, `:require`) name nothing.
 */
export function readHugsqlHeader(comment: string): QueryHeader | null {
  const body = comment.startsWith('/*') ? comment.slice(2, -2) : comment.slice(2);
  const { kind, name } = HEADER.exec(body)?.groups ?? {};
  if (name === undefined) return null;
  return { name, kind: kind === 'snip' ? 'snippet' : 'query', spreads: new Map(), convention: 'hugsql' };
}

/** Whether a comment is a Clojure expression that HugSQL puts text in place of: `--~ (when …)`, or a block that starts in `~`. */
export function isClojureExpression(comment: string): boolean {
  return comment.startsWith('--~') || comment.startsWith('/*~');
}
