import picomatch from 'picomatch';

/** Which files are read; globs or paths, against repository-relative paths. A path may hold any letter, also one with a meaning in globs. */
export interface Globs {
  readonly include: readonly string[];
  /** Of several that match a path the last one holds; one that starts with `!` lets through, `leftOut` notwithstanding. */
  readonly exclude: readonly string[];
  /**
   * What is left out although it is included. Asked of the path below the folder that an include names by itself, so
   * that `test/**` lets tests through, and `src/**` those of `src/` not.
   */
  readonly leftOut?: readonly string[];
}

/** File names may hold line breaks, which `.` passes over without the `s` flag, and backslashes are no separators in git. */
const OPTIONS = { dot: true, flags: 's', windows: false } as const;

/** Whether a path is included and not excluded. Hidden folders count like others; a folder stands for all that is in it. */
export function matchGlobs({ include, exclude, leftOut = [] }: Globs): (path: string) => boolean {
  const isLeftOut = matchAny(leftOut);
  const includes = include.map((glob) => ({ matches: matchAny([glob]), base: folderOf(normalize(glob)) }));
  const excludes = exclude.map((glob) => {
    const lets = glob.startsWith('!');
    return { lets, matches: matchAny([lets ? glob.slice(1) : glob]) };
  });
  return (path) => {
    const included = includes.filter(({ matches }) => matches(path));
    if (included.length === 0) return false;
    const last = excludes.findLast(({ matches }) => matches(path));
    return last?.lets ?? included.some(({ base }) => !isLeftOut(path.slice(base.length)));
  };
}

function matchAny(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs
    .map(normalize)
    .flatMap((glob) => [
      (path: string) => path === glob || path.startsWith(`${glob}/`),
      picomatch(glob, OPTIONS),
      picomatch(`${glob}/**`, OPTIONS),
    ]);
  return (path) => matchers.some((matches) => matches(path));
}

/** The part of a glob that no letter has a meaning in: `src/db/` of `src/db/*.ts`, all of a path. */
function folderOf(glob: string): string {
  const { base, isGlob } = picomatch.scan(glob);
  return isGlob && base !== '' ? `${base}/` : base;
}

function normalize(glob: string): string {
  const relative = glob.startsWith('./') ? glob.slice(2) : glob;
  return relative.endsWith('/') ? relative.slice(0, -1) : relative;
}
