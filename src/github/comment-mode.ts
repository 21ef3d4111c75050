/** When a pull request gets a comment. */
export const COMMENT_MODES = ['always', 'on-change', 'on-fail', 'never'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

/** What a mode is decided by. */
export interface Newsworthy {
  readonly verdict: 'pass' | 'warn' | 'fail';
  /** Queries whose status is not `unchanged`. */
  readonly changedQueries: number;
}

/**
 * Whether a first comment is made. One that is there is brought up to date in every mode but `never`, so that it turns
 * green when the cause is gone.
 */
export function wantsComment(mode: CommentMode, { verdict, changedQueries }: Newsworthy): boolean {
  switch (mode) {
    case 'always':
      return true;
    case 'on-change':
      return verdict !== 'pass' || changedQueries > 0;
    case 'on-fail':
      return verdict === 'fail';
    case 'never':
      return false;
  }
}
