import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process as /proc shows it. */
export interface FoundProcess {
  readonly id: number;
  /** Its arguments, or the title that it has given itself. */
  readonly command: string;
}

/**
 * The processes that name `text` in their arguments, environment or working folder; this process left out.
 * Reads /proc, so it finds nothing where there is none (macOS, Windows).
 */
export async function findProcesses(text: string): Promise<FoundProcess[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found: FoundProcess[] = [];
  for (const id of ids) {
    // A process may end between the listing and the reading, and a zombie has none of the three.
    const [command, environment, folder] = await Promise.all([
      readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''),
      readFile(`/proc/${id}/environ`, 'utf8').catch(() => ''),
      // A backend writes its title over arguments and environment; its working folder is the data folder.
      readlink(`/proc/${id}/cwd`).catch(() => ''),
    ]);
    if ([command, environment, folder].some((place) => place.includes(text))) {
      found.push({ id: Number(id), command: command.replaceAll('\0', ' ').trim() });
    }
  }
  return found;
}
