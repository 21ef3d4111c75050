import { basename, dirname } from 'node:path/posix';

/** The files of one side, by name and by folder; each index is made when it is first asked for. */
export class FileIndex {
  readonly #files: () => readonly string[];
  #byName: Map<string, string[]> | null = null;
  #byFolder: Map<string, string[]> | null = null;

  constructor(files: () => readonly string[]) {
    this.#files = files;
  }

  /** Paths whose last part is that name, those nearest to `from` first. */
  named(name: string, from: string): readonly string[] {
    this.#byName ??= groupBy(this.#files(), basename);
    const paths = this.#byName.get(name) ?? [];
    return paths.toSorted((a, b) => sharedLength(b, from) - sharedLength(a, from));
  }

  /** Paths directly in a folder; `.` is the top. */
  inFolder(folder: string): readonly string[] {
    this.#byFolder ??= groupBy(this.#files(), dirname);
    return this.#byFolder.get(folder) ?? [];
  }
}

function groupBy(files: readonly string[], key: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const group = groups.get(key(file));
    if (group === undefined) groups.set(key(file), [file]);
    else group.push(file);
  }
  return groups;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
