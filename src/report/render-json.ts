import type { Report } from './report-schema.ts';

/** The report as JSON: two spaces, keys in the schema's order, a newline at the end. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
