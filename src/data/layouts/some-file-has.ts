import type { MigrationFolder } from './migration-layout.ts';

/** Whether one of the files begins with lines of which one passes. Reads no further than the first that does. */
export async function someFileHas(
  folder: MigrationFolder,
  files: readonly string[],
  passes: (line: string) => boolean,
): Promise<boolean> {
  for (const file of files) if ((await folder.firstLines(file)).some(passes)) return true;
  return false;
}
