import type { GitHubContext } from './context.ts';

/** Gives the page of a place in the files of the pull request's head; nothing outside a pull request. */
export function linkToHead({
  serverUrl,
  repository,
  pullRequest,
}: Pick<GitHubContext, 'serverUrl' | 'repository' | 'pullRequest'>) {
  return ({ file, line, endLine }: { file: string; line: number; endLine: number }): string | undefined => {
    if (repository === null || pullRequest === null) return undefined;
    // The name comes from the pull request: a "#" or a ")" in it must not end the address.
    const path = file
      .split('/')
      .map((part) =>
        encodeURIComponent(part).replace(/[()'!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
      )
      .join('/');
    const { owner, name } = repository;
    return `${serverUrl}/${owner}/${name}/blob/${pullRequest.headSha}/${path}#L${line}${endLine > line ? `-L${endLine}` : ''}`;
  };
}
