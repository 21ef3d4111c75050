import type { Progress } from '../progress.ts';
import type { Report } from '../report/report-schema.ts';
import type { ResourceStack } from '../resources.ts';
import type { FailOn } from '../rules/verdict.ts';

/** What a run is told. */
export interface RunOptions {
  /** Folder inside of the repository. */
  readonly cwd: string;
  /** Ref that base is the merge base with; undefined is the default branch. */
  readonly base: string | undefined;
  /** Ref of head; undefined is the work tree. */
  readonly head: string | undefined;
  /** Config file, relative to `cwd`; undefined looks for one or detects. */
  readonly config: string | undefined;
  /** Connection URL of a server to use. */
  readonly url: string | undefined;
  /** Baseline file that head is compared with in place of a base, relative to `cwd`; undefined compares with base. */
  readonly baseline?: string | undefined;
  readonly failOn: FailOn;
  /** Whether everybody can read what the run writes, because the repository is public; undefined when nobody says. */
  readonly isPublic?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
  /** Takes everything that the run starts. The run disposes it at its end; a signal's handler may do so before. */
  readonly resources: ResourceStack;
}

/** The report, and the exit code that its verdict means. */
export interface RunResult {
  readonly report: Report;
  readonly exitCode: 0 | 1;
}

/** The steps that a run's time is split by. */
export type Step =
  | 'sources'
  | 'server'
  | 'schema'
  | 'seed'
  | 'clone'
  | 'select'
  | 'measure'
  | 'growth'
  | 'report';
