import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Document } from 'openapi-backend';

/** The operations that are used, by path and method. */
const OPERATIONS = {
  '/user': ['get'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch'],
} as const;

/** A part of GitHub's description, and the bodies that it gives as examples. */
export interface GitHubDescription {
  readonly definition: Document;
  readonly exampleComment: Record<string, unknown>;
  readonly exampleUser: Record<string, unknown>;
  readonly examplePullRequest: Record<string, unknown>;
}

/**
 * Reads GitHub's own description of its REST API and keeps the operations that are used with what they refer to: to
 * compile all thousand takes a minute.
 */
export async function describeGitHub(): Promise<GitHubDescription> {
  const file = fileURLToPath(import.meta.resolve('@octokit/openapi/generated/api.github.com.json'));
  const whole = JSON.parse(await readFile(file, 'utf8'));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [path, methods] of Object.entries(OPERATIONS)) {
    paths[path] = Object.fromEntries(methods.map((method) => [method, whole.paths[path][method]]));
  }
  const components: Record<string, Record<string, unknown>> = {};
  keepReferenced(paths, whole.components, components);
  const { examples } = whole.components;
  return {
    definition: { openapi: whole.openapi, info: whole.info, paths, components } as Document,
    exampleComment: examples['issue-comment-items'].value[0],
    examplePullRequest: examples['pull-request-simple-items'].value[0],
    exampleUser: examples['private-user-response-with-public-and-private-profile-information'].value,
  };
}

/** Copies every component that `part` refers to, and what those refer to, from `all` to `kept`. */
function keepReferenced(part: unknown, all: Record<string, Record<string, unknown>>, kept: typeof all): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    const [, , section, name] = key === '$ref' && typeof value === 'string' ? value.split('/') : [];
    if (section === undefined || name === undefined) keepReferenced(value, all, kept);
    else if (kept[section]?.[name] === undefined) {
      kept[section] = { ...kept[section], [name]: all[section]?.[name] };
      keepReferenced(all[section]?.[name], all, kept);
    }
  }
}
