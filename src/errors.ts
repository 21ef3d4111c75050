/** Exit code of each class of error; DESIGN: a failing verdict is never an exception. */
export const EXIT_CODES = {
  pass: 0,
  fail: 1,
  config: 2,
  source: 2,
  git: 3,
  provider: 3,
  schema: 3,
  bug: 70,
} as const;

interface ErrorDetails {
  /** Stable, machine-readable, kebab-case: `config-unknown-key`. */
  readonly code: string;
  /** The next step, one sentence, for the person who reads the message. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** Parts of the message that may quote rows, values or a program's output; `redact` withholds them. */
  readonly showsData?: readonly (string | undefined)[];
}

/** What stops a run and is not a bug: the message says which input, what was found and what is allowed. */
export abstract class ExplainGateError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  /** Parts of the message that may quote rows, values or a program's output. */
  readonly showsData: readonly string[];
  /** Exit code of the process when this error ends it. */
  abstract readonly exitCode: number;

  constructor(message: string, { code, hint, cause, showsData = [] }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
    this.showsData = showsData.filter((part) => part !== undefined && part !== '') as string[];
  }
}

/** A config file, option or input that is not what it may be. */
export class ConfigError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.config;
}

/** Nothing to read, or a file that cannot be read. */
export class SourceError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.source;
}

/** Git has no answer: not a repository, base not fetched. */
export class GitError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.git;
}

/** No PostgreSQL server could be had; the message lists every provider tried and why it did not serve. */
export class ProviderError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.provider;
}

/** A migration, schema file, seed or command failed; the message names file, line, SQLSTATE and side. */
export class SchemaError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.schema;
}

/** GitHub refused; a warning that names the permission, never the end of a run. */
export class GitHubError extends ExplainGateError {
  readonly exitCode = EXIT_CODES.pass;
}
