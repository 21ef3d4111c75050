import type { LineRange } from '../data-step.ts';
import { compareNames } from './compare-versions.ts';
import { directScripts } from './direct-scripts.ts';
import type { MigrationFile, MigrationLayout } from './migration-layout.ts';
import { someFileHas } from './some-file-has.ts';

const UP = /^\s*--[\s-]*up\s+migration/i;
const DOWN = /^\s*--[\s-]*down\s+migration/i;

/** `node-pg-migrate up`, for migrations written in SQL. */
export const nodePgMigrate: MigrationLayout = {
  name: 'node-pg-migrate',
  tool: 'node-pg-migrate (SQL)',
  looksLike: '`<timestamp>_<name>.sql` with `-- Up Migration` and `-- Down Migration`',
  order: 'by the number at the start of the name, a time or an index',
  transactions: 'one for each file',
  command: 'npx node-pg-migrate up',
  detect: (folder) => someFileHas(folder, directScripts(folder), (line) => UP.test(line) || DOWN.test(line)),
  async list(folder) {
    const migrations: MigrationFile[] = [];
    for (const file of directScripts(folder).toSorted(compareTimes)) {
      const part = upPart(await folder.lines(file));
      migrations.push({ file, transaction: 'whole-file', parts: [part] });
    }
    return migrations;
  },
};

/** From the first marker of its kind to the other one, whichever comes first; without an up marker from the start. */
function upPart(lines: readonly string[]): LineRange {
  const up = lines.findIndex((line) => UP.test(line));
  const down = lines.findIndex((line) => DOWN.test(line));
  return { first: up < 0 ? 1 : up + 2, last: down > up ? down : lines.length };
}

function compareTimes(a: string, b: string): number {
  return timeOf(a) - timeOf(b) || compareNames(a, b);
}

/** Milliseconds since 1970, or an index; 17 digits are a time in UTC, written out. */
function timeOf(file: string): number {
  const digits = /^\d+/.exec(file)?.[0] ?? '';
  if (digits.length !== 17) return Number(digits);
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms);
}
