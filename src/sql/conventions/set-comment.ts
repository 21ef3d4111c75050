/** A set of values, as a comment names it. */
export interface SetComment {
  readonly name: string;
  /** A list as after SELECT, not parsed yet. */
  readonly list: string;
}

/** A colon after the name: pgtyped's `@param users -> (…)`, in block comments, says how a parameter spreads. */
const SET_COMMENT = /^--\s*@param\s+(?<name>[\p{L}\w-]+)\s*:(?<list>.+)$/u;

/** `-- @param heaviest: 42, 'open'` above or inside of a statement; null for any other comment. */
export function readSetComment(comment: string): SetComment | null {
  const { name, list } = SET_COMMENT.exec(comment.trimEnd())?.groups ?? {};
  return name === undefined || list === undefined ? null : { name, list: list.trim() };
}
