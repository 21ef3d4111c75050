import { posix } from 'node:path';
import { getInput, setSecret } from '@actions/core';
import { ConfigError } from '../errors.ts';
import { COMMENT_MODES, type CommentMode } from './comment-mode.ts';

/** Names of the inputs; action.yml describes them and holds their defaults. */
export const ACTION_INPUTS = [
  'config',
  'base',
  'baseline',
  'working-directory',
  'comment',
  'fail-on',
  'publish',
  'database-url',
  'token',
] as const;

const FAIL_ON = ['error', 'warning', 'never'] as const;

/** The inputs of one step; undefined where nothing was given. */
export interface ActionInputs {
  readonly config: string | undefined;
  readonly base: string | undefined;
  readonly baseline: string | undefined;
  /** Relative to the workspace. */
  readonly workingDirectory: string;
  readonly comment: CommentMode;
  readonly failOn: (typeof FAIL_ON)[number];
  /** Folder with the report of an earlier job, to be posted instead of checking; relative to the workspace. */
  readonly publish: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly token: string | undefined;
}

/**
 * Reads the step's inputs and has the runner mask the secret ones.
 * @throws ConfigError naming the input and what is allowed
 */
export function readActionInputs(): ActionInputs {
  const inputs = {
    config: read('config'),
    base: read('base'),
    baseline: read('baseline'),
    workingDirectory: read('working-directory') ?? '.',
    comment: oneOf('comment', COMMENT_MODES, 'on-change'),
    failOn: oneOf('fail-on', FAIL_ON, 'error'),
    publish: read('publish'),
    databaseUrl: read('database-url'),
    token: read('token'),
  };
  for (const secret of [inputs.databaseUrl, inputs.token, passwordOf(inputs.databaseUrl)])
    if (secret) setSecret(secret);
  return inputs;
}

/** Steps of one job that check different things, by folder or config, keep comments of their own. */
export function nameSuite({ config, workingDirectory }: ActionInputs): string {
  return posix.join(workingDirectory, config ?? 'default');
}

function read(name: (typeof ACTION_INPUTS)[number]): string | undefined {
  return getInput(name) || undefined;
}

function oneOf<T extends string>(name: (typeof ACTION_INPUTS)[number], allowed: readonly T[], fallback: T): T {
  const value = read(name) ?? fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new ConfigError(
    `The input \`${name}\` is ${JSON.stringify(value)}; allowed are ${allowed.join(', ')}.`,
    {
      code: 'input-not-allowed',
      hint: `Change \`${name}:\` below \`with:\` in the workflow.`,
    },
  );
}

function passwordOf(url: string | undefined): string | undefined {
  const password = url === undefined ? undefined : URL.parse(url)?.password;
  if (!password) return undefined;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
