import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The pull request that a job runs for. */
export interface PullRequest {
  readonly number: number;
  readonly baseRef: string;
  /** Commit of the base branch when the event was made. */
  readonly baseSha: string;
  readonly headRef: string;
  readonly headSha: string;
  /** True when head stands in another repository, or in one that is gone: the job's token can then only read. */
  readonly fromFork: boolean;
}

/** A workflow run that has ended, as the event of the run after it tells of it. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** What started it: `pull_request`. */
  readonly event: string;
  /** Commit of the pull request that it ran for. */
  readonly headSha: string;
  readonly headBranch: string;
  /** Owner of the repository that the branch stands in, the fork's in a pull request from a fork; null when that is gone. */
  readonly headOwner: string | null;
}

/** What the runner says about the job, as far as it can be believed. */
export interface GitHubContext {
  readonly eventName: string;
  /** `https://api.github.com`, or the address of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `https://github.com`, or the pages of a GitHub Enterprise Server. */
  readonly serverUrl: string;
  readonly repository: { readonly owner: string; readonly name: string } | null;
  /** True for public, false for private and internal, null when the event does not say. */
  readonly public: boolean | null;
  readonly pullRequest: PullRequest | null;
  /** Commit to compare with; null when the event names none. */
  readonly baseSha: string | null;
  readonly run: { readonly id: number; readonly attempt: number } | null;
  /** The finished run that a `workflow_run` event tells of; null for every other event. */
  readonly workflowRun: WorkflowRun | null;
  /** Why less is known than the event should tell; one sentence. */
  readonly problem: string | null;
}

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repositoryPart = z.object({ full_name: z.string() });
const pullRequestPart = z.object({
  number: z.int().positive(),
  base: z.object({ ref: z.string(), sha, repo: repositoryPart }),
  head: z.object({ ref: z.string(), sha, repo: repositoryPart.nullable() }),
});
const workflowRunPart = z.object({
  id: z.int().positive(),
  run_attempt: z.int().positive(),
  run_started_at: z.iso.datetime(),
  event: z.string(),
  head_sha: sha,
  head_branch: z.string(),
  head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullable(),
});
const payloadSchema = z.object({
  pull_request: pullRequestPart.optional(),
  workflow_run: workflowRunPart.optional(),
  repository: z.object({ private: z.boolean().optional(), default_branch: z.string().optional() }).optional(),
  merge_group: z.object({ base_sha: sha }).optional(),
  before: z.string().optional(),
  ref: z.string().optional(),
  forced: z.boolean().optional(),
});
type Payload = z.output<typeof payloadSchema>;

const httpUrl = z.url({ protocol: /^https?$/ });
const positive = z.coerce.number().int().positive();
const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/);

/**
 * Reads GitHub's variables and the event's payload file. A value that is missing or is not what GitHub documents
 * counts as absent, and `problem` says so: the gate works without it, only the comment does not.
 */
export function readGitHubContext(env: Readonly<Record<string, string | undefined>>): GitHubContext {
  const { payload, problem } = readPayload(env.GITHUB_EVENT_PATH);
  const [owner, name] = repositoryName.safeParse(env.GITHUB_REPOSITORY).data?.split('/') ?? [];
  const runId = positive.safeParse(env.GITHUB_RUN_ID).data;
  return {
    eventName: env.GITHUB_EVENT_NAME ?? '',
    apiUrl: httpUrl.safeParse(env.GITHUB_API_URL).data ?? 'https://api.github.com',
    serverUrl: httpUrl.safeParse(env['GITHUB_SERVER_URL']).data ?? 'https://github.com',
    repository: owner !== undefined && name !== undefined ? { owner, name } : null,
    public: payload.repository?.private === undefined ? null : !payload.repository.private,
    pullRequest: payload.pull_request ? toPullRequest(payload.pull_request) : null,
    baseSha: baseOf(payload),
    run:
      runId === undefined ? null : { id: runId, attempt: positive.safeParse(env.GITHUB_RUN_ATTEMPT).data ?? 1 },
    workflowRun: payload.workflow_run ? toWorkflowRun(payload.workflow_run) : null,
    problem,
  };
}

function toWorkflowRun(run: z.output<typeof workflowRunPart>): WorkflowRun {
  return {
    id: run.id,
    attempt: run.run_attempt,
    startedAt: run.run_started_at,
    event: run.event,
    headSha: run.head_sha,
    headBranch: run.head_branch,
    headOwner: run.head_repository?.owner.login ?? null,
  };
}

function readPayload(path: string | undefined): { payload: Payload; problem: string | null } {
  if (!path) return { payload: {}, problem: 'GITHUB_EVENT_PATH is not set: this is not a GitHub Actions job' };
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return { payload: parsed.data, problem: null };
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') || 'the event';
    return { payload: {}, problem: `the event's payload is not one of GitHub's: ${where}: ${issue?.message}` };
  } catch (error) {
    return { payload: {}, problem: `the event's payload cannot be read: ${(error as Error).message}` };
  }
}

function toPullRequest({ number, base, head }: z.output<typeof pullRequestPart>): PullRequest {
  return {
    number,
    baseRef: base.ref,
    baseSha: base.sha,
    headRef: head.ref,
    headSha: head.sha,
    fromFork: head.repo?.full_name !== base.repo.full_name,
  };
}

/**
 * The pull request's base, the merge queue's base, or what the default branch was before a push to it. After a forced
 * push that commit need not exist any more, and a push to another branch is compared with the default branch instead.
 */
function baseOf({ pull_request, merge_group, before, ref, forced, repository }: Payload): string | null {
  if (pull_request) return pull_request.base.sha;
  if (merge_group) return merge_group.base_sha;
  const toDefaultBranch = ref !== undefined && ref === `refs/heads/${repository?.default_branch}`;
  const wasThere = before !== undefined && sha.safeParse(before).success && !/^0+$/.test(before);
  return toDefaultBranch && wasThere && !forced ? before : null;
}
