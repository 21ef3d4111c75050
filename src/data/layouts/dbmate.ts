import type { LineRange, MigrationTransaction } from '../data-step.ts';
import { compareNames } from './compare-versions.ts';
import { directScripts } from './direct-scripts.ts';
import { layoutError } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';
import { someFileHas } from './some-file-has.ts';

const VERSIONED = /^\d+.*\.sql$/;
/** A marker stands at the start of its line; options follow it. */
const UP = /^--\s*migrate:up(?:\s+(?<options>\S.*))?\s*$/;
const DOWN = /^--\s*migrate:down(?:\s|$)/;

/** `dbmate migrate`. */
export const dbmate: MigrationLayout = {
  name: 'dbmate',
  tool: 'dbmate',
  looksLike: '`<version>_<name>.sql` with `-- migrate:up` and `-- migrate:down`',
  order: 'by name',
  transactions: 'one for each migration; with `transaction:false` none, if it is a single statement',
  command: 'dbmate migrate',
  detect: (folder) => someFileHas(folder, directScripts(folder), (line) => UP.test(line) || DOWN.test(line)),
  async list(folder) {
    const files = directScripts(folder).filter((file) => VERSIONED.test(file));
    const migrations: MigrationFile[] = [];
    for (const file of files.toSorted(compareNames)) {
      migrations.push(...readBlocks(folder, file, await folder.lines(file)));
    }
    return migrations;
  },
};

/** One migration for each up block: newer versions of dbmate allow several, each with its own options. */
function readBlocks(folder: MigrationFolder, file: string, lines: readonly string[]): MigrationFile[] {
  const blocks: { readonly range: LineRange; readonly transaction: MigrationTransaction }[] = [];
  let open: { readonly first: number; readonly transaction: MigrationTransaction } | undefined;
  const close = (last: number) => {
    if (open !== undefined) {
      blocks.push({ range: { first: open.first, last }, transaction: open.transaction });
    }
    open = undefined;
  };
  for (const [at, line] of lines.entries()) {
    const up = UP.exec(line);
    if (up !== null || DOWN.test(line)) close(at);
    else if (open === undefined && blocks.length === 0 && line.trim() !== '' && !/^\s*--/.test(line)) {
      throw layoutError(
        folder,
        file,
        at + 1,
        'a statement stands before `-- migrate:up`, which dbmate refuses',
        'Put it behind the marker.',
      );
    }
    if (up !== null) {
      const options = up.groups?.['options']?.split(/\s+/) ?? [];
      open = {
        first: at + 2,
        transaction: options.includes('transaction:false') ? 'unless-alone' : 'whole-file',
      };
    }
  }
  close(lines.length);
  if (blocks.length === 0) {
    const hint = 'dbmate refuses a migration without one.';
    throw layoutError(folder, file, 1, 'there is no line `-- migrate:up`', hint);
  }
  return blocks.map(({ range, transaction }) => ({ file, parts: [range], transaction }));
}
