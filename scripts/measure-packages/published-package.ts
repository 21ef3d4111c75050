import type { LiveRun } from './capture-statements.ts';

/** A package of which package.json installs two published versions, as `<alias>-base` and `<alias>-head`. */
export interface PublishedPackage {
  /** Its name on npm. */
  readonly name: string;
  /** Also the folder of its config below `fixtures/packages`. */
  readonly alias: string;
  /** Files and folders of it that a repository of its own would have. */
  readonly entries: readonly string[];
  /** The SQL that makes its tables, from the files of one version. */
  readonly readSchema: (folder: string) => Promise<string>;
  /** Uses the head version as widely as its API goes. */
  readonly run: LiveRun;
}

/** The two versions. */
export type PackageSide = 'base' | 'head';
