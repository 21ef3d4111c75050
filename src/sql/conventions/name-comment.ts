import type { QueryHeader } from '../query-header.ts';

/** `name: x`, then aiosql's parameters and operator, then sqlc's command with its options. */
const NAME_COMMENT =
  /^\s*name\s*:\s*(?<name>[^\s():^$!#<*]+)\s*(?:\([^)]*\))?\s*(?:\^|\$|!|#|<!|\*!)?\s*(?::\w+(?:\s+--\S+)*)?\s*$/i;

/**
 * `-- name: GetAuthor :one` and the same in a block comment (sqlc), `-- name: get_user^` and
 * `-- name: add_user(name, email)<!` (aiosql, yesql), `-- name: x` and `--name: x` (regresql). A comment with more words
 * after the name is prose.
 */
export function readNameComment(comment: string): QueryHeader | null {
  const body = comment.startsWith('/*') ? comment.slice(2, -2) : comment.slice(2);
  const name = NAME_COMMENT.exec(body)?.groups?.name;
  return name === undefined ? null : { name, kind: 'query', spreads: new Map(), convention: null };
}
