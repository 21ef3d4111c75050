import type { LineRange, MigrationTransaction } from '../data-step.ts';
import { compareVersions } from './compare-versions.ts';
import { directScripts } from './direct-scripts.ts';
import { layoutError } from './layout-error.ts';
import type { MigrationFile, MigrationFolder, MigrationLayout } from './migration-layout.ts';
import { someFileHas } from './some-file-has.ts';

const VERSIONED = /^\d+_.*\.sql$/;

/** `goose up`. */
export const goose: MigrationLayout = {
  name: 'goose',
  tool: 'goose',
  looksLike: '`<version>_<name>.sql` with `-- +goose Up` and `-- +goose Down`',
  order: 'by version, as a number',
  transactions: 'one for each migration, none with `-- +goose NO TRANSACTION`',
  command: 'goose up',
  detect: (folder) => someFileHas(folder, directScripts(folder), (line) => readAnnotation(line) !== undefined),
  async list(folder) {
    const files = directScripts(folder).filter((file) => VERSIONED.test(file));
    const migrations: MigrationFile[] = [];
    for (const file of files.toSorted(compareVersions)) {
      migrations.push(readMigration(folder, file, await folder.lines(file)));
    }
    return migrations;
  },
};

/** `-- +goose StatementBegin` gives `statementbegin`. */
function readAnnotation(line: string): string | undefined {
  if (!line.trimStart().startsWith('--') || !line.includes('+goose')) return undefined;
  return line.replaceAll('--', '').replace('+goose', '').trim().toLowerCase();
}

/** StatementBegin and StatementEnd end what stands before them, with or without a semicolon. */
function readMigration(folder: MigrationFolder, file: string, lines: readonly string[]): MigrationFile {
  const parts: LineRange[] = [];
  let direction: 'none' | 'up' | 'down' = 'none';
  let transaction: MigrationTransaction = 'whole-file';
  let first = 1;
  /** Lines up to the annotation on line `at`, if they go up; what follows it begins a new part. */
  const cut = (at: number) => {
    if (direction === 'up' && at > first) parts.push({ first, last: at - 1 });
    first = at + 1;
  };
  for (const [index, line] of lines.entries()) {
    const at = index + 1;
    const annotation = readAnnotation(line);
    switch (annotation) {
      case undefined:
      case 'envsub off':
        break;
      case 'up':
      case 'down':
        cut(at);
        direction = annotation;
        break;
      case 'statementbegin':
      case 'statementend':
        cut(at);
        break;
      case 'no transaction':
        transaction = 'each-statement';
        break;
      case 'envsub on':
        throw layoutError(
          folder,
          file,
          at,
          'goose would fill in environment variables here, which are not known',
          'List the migrations as { command: … } that calls goose.',
        );
      default:
        throw layoutError(folder, file, at, `goose has no annotation \`${annotation}\``, 'Correct the line.');
    }
  }
  cut(lines.length + 1);
  if (direction === 'none') {
    const hint = 'goose refuses a migration without one.';
    throw layoutError(folder, file, 1, 'there is no line `-- +goose Up`', hint);
  }
  return { file, parts, transaction };
}
