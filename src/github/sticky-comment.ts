import { formatCommentTag, isLaterRun, parseCommentTag, type RunStamp } from './comment-tag.ts';
import type { GitHubClient } from './github-client.ts';
import { statusOf, toGitHubError } from './to-github-error.ts';

/** Longest comment. GitHub refuses more than "65536 characters" and does not say how it counts them: this keeps away from it. */
export const COMMENT_LIMIT = 60_000;

/** One comment on one pull request, and who writes it. */
export interface StickyComment {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
  /** Comments of different suites stand beside each other. */
  readonly suite: string;
  readonly run: RunStamp;
  /** Markdown without the tag. */
  readonly text: string;
  /** False when a comment that is there is to be brought up to date, and none is to be made. */
  readonly create: boolean;
}

/** What was done; `kept-later` means that a later run had written already. */
export interface CommentOutcome {
  readonly action: 'created' | 'updated' | 'unchanged' | 'kept-later' | 'not-needed';
  readonly url: string | null;
}

interface FoundComment {
  readonly id: number;
  readonly url: string;
  readonly text: string;
  readonly run: RunStamp;
}

/** Room that `text` has beside the tag, characters. */
export function commentRoom({ suite, run }: Pick<StickyComment, 'suite' | 'run'>): number {
  return COMMENT_LIMIT - formatCommentTag({ suite, run }).length - 1;
}

/**
 * Makes or updates the one comment of a suite. It is looked for by its tag, on every page, among the comments that
 * this token wrote; a comment with the same text and a comment of a later run are left as they are.
 * @throws GitHubError with the permission that is missing; nothing else
 */
export async function writeStickyComment(
  client: GitHubClient,
  comment: StickyComment,
): Promise<CommentOutcome> {
  try {
    return await write(client, comment);
  } catch (error) {
    throw toGitHubError(error, `comment on pull request #${comment.pullRequest}`);
  }
}

async function write(client: GitHubClient, comment: StickyComment): Promise<CommentOutcome> {
  const found = await findComment(client, comment);
  if (found === null) return comment.create ? create(client, comment) : { action: 'not-needed', url: null };
  if (isLaterRun(found.run, comment.run)) return { action: 'kept-later', url: found.url };
  if (sameText(found.text, comment.text)) return { action: 'unchanged', url: found.url };
  const { owner, repo } = comment;
  try {
    await client.rest.issues.updateComment({ owner, repo, comment_id: found.id, body: toBody(comment) });
  } catch (error) {
    // Somebody removed the comment since it was found.
    if (statusOf(error) === 404 && comment.create) return create(client, comment);
    throw error;
  }
  return { action: 'updated', url: found.url };
}

async function create(client: GitHubClient, comment: StickyComment): Promise<CommentOutcome> {
  const { owner, repo, pullRequest } = comment;
  // No blind second try: when an answer is lost the comment may be there, and a second one would stay for ever.
  const post = () =>
    client.rest.issues.createComment({
      owner,
      repo,
      issue_number: pullRequest,
      body: toBody(comment),
      request: { retries: 0 },
    });
  try {
    const { data } = await post();
    return { action: 'created', url: data.html_url ?? null };
  } catch (error) {
    if ((statusOf(error) ?? 0) < 500) throw error;
    const found = await findComment(client, comment);
    const { data } = found ? { data: { html_url: found.url } } : await post();
    return { action: 'created', url: data.html_url };
  }
}

/** The suite's comment; the one of the latest run, should there be several. */
async function findComment(client: GitHubClient, comment: StickyComment): Promise<FoundComment | null> {
  const { owner, repo, pullRequest } = comment;
  const tagged: (FoundComment & { readonly author: { login: string; type: string } | null })[] = [];
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: pullRequest,
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const { id, html_url, body, user } of data) {
      const parsed = parseCommentTag(body ?? '');
      if (parsed?.tag.suite !== comment.suite) continue;
      tagged.push({ id, url: html_url, text: parsed.text, run: parsed.tag.run, author: user });
    }
  }
  if (tagged.length === 0) return null;
  const isOurs = await authorTest(client);
  return (
    tagged
      .filter(({ author }) => author && isOurs(author))
      .sort((a, b) => (isLaterRun(a.run, b.run) ? -1 : 1))[0] ?? null
  );
}

/**
 * Tells this token's comments from others': anybody can write a comment that starts with our tag. A job's own token
 * may not ask who it is (HTTP 403), and then the author is an app, which GitHub lists as `Bot`.
 */
async function authorTest(client: GitHubClient): Promise<(author: { login: string; type: string }) => boolean> {
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return (author) => author.login === data.login;
  } catch (error) {
    if (statusOf(error) === 403) return (author) => author.type === 'Bot';
    throw error;
  }
}

function toBody({ suite, run, text }: StickyComment): string {
  return `${formatCommentTag({ suite, run })}\n${text}`;
}

/** GitHub's own editor writes CRLF and drops blank lines at the end. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
}
