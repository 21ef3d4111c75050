import { ConfigError } from '../errors.ts';
import type { GitHubContext } from './context.ts';

/**
 * Stops on `pull_request_target`: migrations, commands and queries of a pull request from anybody would run beside a token that can
 * write and beside the repository's secrets. With base checked out there would be nothing to compare, so there is no safe way to
 * go on.
 * @throws ConfigError with the reason and the way that is safe
 */
export function refusePrivilegedRun({ eventName }: Pick<GitHubContext, 'eventName'>): void {
  if (eventName !== 'pull_request_target') return;
  throw new ConfigError(
    'On `pull_request_target` the code of a pull request, which anybody can open, would run with the rights and secrets of this repository.',
    {
      code: 'pull-request-target',
      hint: 'Use `on: pull_request`; docs/forks.md has a second workflow that comments on pull requests from forks.',
    },
  );
}
