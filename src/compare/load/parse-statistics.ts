import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';

/** One row of an export of pg_stat_statements (PostgreSQL docs, F.32). */
export interface StatementStatistics {
  /** Normalized by the server: `$1` in place of literals. */
  readonly query: string;
  readonly callsPerMinute: number;
}

const text = z.union([z.string(), z.null()]).optional();

const rowSchema = z.object({
  query: z.union([z.string(), z.null()]),
  calls: z.union([z.string().trim().min(1), z.number()]).pipe(z.coerce.number<string | number>().nonnegative()),
  stats_since: text,
  exported_at: text,
});

const MS_PER_MINUTE = 60_000;

/**
 * Reads an export of pg_stat_statements: CSV with a header, a JSON array of rows, or one JSON row a line. `file` is only for messages.
 * @param windowMinutes how long the counts were taken; undefined reads it from the columns `stats_since` and `exported_at`
 * @throws ConfigError naming the row, and what it lacks
 */
export function parseStatistics(
  content: string,
  file: string,
  windowMinutes: number | undefined,
): readonly StatementStatistics[] {
  return readRows(content, file).flatMap((row, index) => {
    const where = `${file}, row ${index + 1}`;
    const result = rowSchema.safeParse(row);
    if (!result.success) {
      const [issue] = result.error.issues;
      throw invalid(where, `\`${issue?.path.join('.') || 'the row'}\`: ${issue?.message ?? 'not a row'}`);
    }
    const { query, calls, stats_since: since, exported_at: until } = result.data;
    // Another user's text is hidden from whoever exported without the right to see it.
    if (query === null || query === '') return [];
    const minutes = windowMinutes ?? minutesBetween(since, until);
    if (minutes === null) {
      throw new ConfigError(`${where}: for how long its calls were counted is not known`, {
        code: 'frequency-no-window',
        hint: 'Set `frequency.windowMinutes`, or export the columns `stats_since` (PostgreSQL 17) and `now() AS exported_at`.',
      });
    }
    return [{ query, callsPerMinute: calls / minutes }];
  });
}

function readRows(content: string, file: string): readonly unknown[] {
  const start = content.trimStart();
  try {
    if (start.startsWith('[')) return z.array(z.unknown()).parse(JSON.parse(content));
    if (start.startsWith('{')) {
      const lines = content.split('\n').filter((line) => line.trim() !== '');
      return lines.map((line): unknown => JSON.parse(line));
    }
    return parse(content, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw invalid(file, `neither CSV with a header nor JSON: ${(cause as Error).message}`);
  }
}

function minutesBetween(since: string | null | undefined, until: string | null | undefined): number | null {
  if (!since || !until) return null;
  const minutes = (parseTime(until) - parseTime(since)) / MS_PER_MINUTE;
  return minutes > 0 ? minutes : null;
}

/** `2026-11-22 19:04:05.123+00`, as PostgreSQL prints it: ECMAScript wants the minutes of the offset too. */
function parseTime(time: string): number {
  return Date.parse(/[+-]\d\d$/.test(time) ? `${time}:00` : time);
}

function invalid(where: string, why: string): ConfigError {
  return new ConfigError(`${where}: ${why}`, {
    code: 'frequency-invalid',
    hint: 'Export `query` and `calls` of pg_stat_statements as docs/frequency.md shows.',
  });
}
