/** Which run wrote a comment. Later runs of a repository have higher ids; a re-run keeps the id and counts attempts. */
export interface RunStamp {
  readonly id: number;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** The first line of our comment: which suite it belongs to and which run wrote it. Readers do not see it. */
export interface CommentTag {
  readonly suite: string;
  readonly run: RunStamp;
}

const TAG =
  /^<!-- explain-gate: (\S+) run=(\d{1,15}) attempt=(\d{1,15}) started=(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z) -->(?:\r?\n|$)/;

/** The tag as a line of HTML comment. The suite is percent-encoded, so that no name can end the comment early. */
export function formatCommentTag({ suite, run }: CommentTag): string {
  return `<!-- explain-gate: ${encodeSuite(suite)} run=${run.id} attempt=${run.attempt} started=${run.startedAt} -->`;
}

/**
 * The tag that a comment starts with and the text below it, or null when the comment has none. Only the first line
 * counts: a tag further down is a quotation.
 */
export function parseCommentTag(body: string): { readonly tag: CommentTag; readonly text: string } | null {
  const [line, suite, id, attempt, startedAt] = TAG.exec(body) ?? [];
  if (line === undefined || suite === undefined || startedAt === undefined) return null;
  const decoded = decodeSuite(suite);
  if (decoded === null) return null;
  const run = { id: Number(id), attempt: Number(attempt), startedAt };
  return { tag: { suite: decoded, run }, text: body.slice(line.length) };
}

/** True when `run` came after `other`: by run, then by attempt, then by start. */
export function isLaterRun(run: RunStamp, other: RunStamp): boolean {
  if (run.id !== other.id) return run.id > other.id;
  if (run.attempt !== other.attempt) return run.attempt > other.attempt;
  return Date.parse(run.startedAt) > Date.parse(other.startedAt);
}

// encodeURIComponent leaves "-" and "!" as they are, and "--!>" ends an HTML comment too.
function encodeSuite(suite: string): string {
  return encodeURIComponent(suite.toWellFormed()).replaceAll('-', '%2D').replaceAll('!', '%21');
}

function decodeSuite(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
