/** Why PostgreSQL's scanner or parser did not take a text. */
export interface SqlRejection {
  /** `syntax`: PostgreSQL's own verdict. `limit`: too long, too deep or not text; nobody has judged it. */
  readonly kind: 'syntax' | 'limit';
  /** PostgreSQL's own words for `syntax`. */
  readonly message: string;
  /** UTF-16 offset into the text where PostgreSQL points; null where it does not say. */
  readonly offset: number | null;
}

/** A value, or why there is none. */
export type SqlResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: SqlRejection };
