import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import process from 'node:process';
import { CONFIG_FILES, detectProject } from '../config/detect-project.ts';
import { writeConfig } from '../config/write-config.ts';
import { ConfigError } from '../errors.ts';
import { showLine } from '../report/words/visible-text.ts';
import type { Command } from './command.ts';
import { type OpenedHead, readHead } from './read-head.ts';
import { COMMENT_WORKFLOW_FILE, WORKFLOW_FILE, writeForkWorkflows, writeWorkflow } from './workflow.ts';

/** `explain-gate init`. */
export const init: Command = {
  name: 'init',
  summary: 'write a config and a workflow from what is found; nothing that exists is changed',
  usage: `Usage: explain-gate init [options]

Writes explain-gate.yml into this folder and ${WORKFLOW_FILE} into the repository, from what
is found in the work tree. A file that exists is left alone.

Options
  --forks          two workflows instead of one, so that pull requests from forks get their comment, too
  --print          print the files instead
`,
  options: { forks: { type: 'boolean' }, print: { type: 'boolean' } },
  prepare: (values) => async (context) => {
    const isPrinted = values['print'] === true;
    const lines = await readHead(context.cwd, undefined, async (opened) => {
      const done: string[] = [];
      for (const file of await listFiles(opened, values['forks'] === true)) {
        if ('exists' in file) done.push(`${isPrinted ? '# ' : ''}left alone: ${showLine(file.exists)} exists`);
        else if (isPrinted) done.push(`# ${showLine(file.path)}\n${file.content}`);
        else done.push(await createFile(opened.root, file));
      }
      return done;
    });
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

/** A file to be written, repository-relative; or the one that exists and makes it needless. */
type InitFile = { readonly path: string; readonly content: string } | { readonly exists: string };

/** @throws ConfigError when there is no config and nothing to detect */
async function listFiles({ head, folder }: OpenedHead, forForks: boolean): Promise<readonly InitFile[]> {
  const files = new Set([...head.files(), ...head.skipped.map(({ file }) => file)]);
  const config = CONFIG_FILES.map((name) => posix.join(folder, name)).find((path) => files.has(path));
  return [
    config
      ? { exists: config }
      : {
          path: posix.join(folder, CONFIG_FILES[0]),
          content: writeConfig(await detectProject(head, folder)),
        },
    ...listWorkflows(folder, forForks).map(({ path, content }) =>
      files.has(path) ? { exists: path } : { path, content },
    ),
  ];
}

function listWorkflows(folder: string, forForks: boolean) {
  if (!forForks) return [{ path: WORKFLOW_FILE, content: writeWorkflow(folder) }];
  const { check, comment } = writeForkWorkflows(folder);
  return [
    { path: WORKFLOW_FILE, content: check },
    { path: COMMENT_WORKFLOW_FILE, content: comment },
  ];
}

/**
 * Writes a file that is not there; in words, what was done.
 * @throws ConfigError when it can't be written
 */
async function createFile(
  root: string,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<string> {
  const target = join(root, path);
  try {
    await mkdir(dirname(target), { recursive: true });
    // Never over a file that git does not show, such as an ignored one.
    await writeFile(target, content, { flag: 'wx' });
    return `written: ${showLine(path)}`;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return `left alone: ${showLine(path)} exists`;
    throw new ConfigError(`${path} can not be written: ${(cause as Error).message}`, {
      code: 'config-not-written',
      hint: 'Make the folder writable, or print the files with `--print` and put them there yourself.',
      cause,
    });
  }
}
