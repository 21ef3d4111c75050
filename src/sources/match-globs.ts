import picomatch from 'picomatch';

/** Which files are read; globs or paths, against repository-relative paths. A path may hold any letter, also one with a meaning in globs. */
export interface Globs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Whether a path is included and not excluded. Hidden folders count like others; a folder stands for all that is in it. */
export function matchGlobs({ include, exclude }: Globs): (path: string) => boolean {
  const isIncluded = matchAny(include);
  const isExcluded = matchAny(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

function matchAny(globs: readonly string[]): (path: string) => boolean {
  // File names may hold line breaks, which `.` passes over without the `s` flag, and backslashes are no separators in git.
  const options = { dot: true, flags: 's', windows: false } as const;
  const matchers = globs
    .map(normalize)
    .flatMap((glob) => [
      (path: string) => path === glob || path.startsWith(`${glob}/`),
      picomatch(glob, options),
      picomatch(`${glob}/**`, options),
    ]);
  return (path) => matchers.some((matches) => matches(path));
}

function normalize(glob: string): string {
  const relative = glob.startsWith('./') ? glob.slice(2) : glob;
  return relative.endsWith('/') ? relative.slice(0, -1) : relative;
}
