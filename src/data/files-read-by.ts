import picomatch from 'picomatch';
import type { CommandEntry } from './data-step.ts';

/** Those of the files that a command depends on. A folder stands for all that is in it. */
export function filesReadBy({ reads }: CommandEntry, files: readonly string[]): readonly string[] {
  if (reads === undefined) return files;
  // Hidden folders count like others, and names may hold line breaks.
  const isRead = picomatch(
    reads.flatMap((glob) => [glob, `${glob.replace(/\/$/, '')}/**`]),
    { dot: true, flags: 's', windows: false },
  );
  return files.filter((file) => isRead(file));
}
