import type { Report } from './report-schema.ts';

/** The report as JSON: a line for each of its parts and for each query, keys in the schema's order, a newline at the end. */
export function renderJson(report: Report): string {
  return [...writeJson(report)].join('');
}

/** As `renderJson`, in pieces: the whole of it need never be in memory at once. */
export function* writeJson(report: Report): Generator<string, void, undefined> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(report)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}: `;
    if (key === 'queries') yield* writeLines(report.queries);
    else yield JSON.stringify(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* writeLines(values: readonly object[]): Generator<string, void, undefined> {
  yield '[';
  for (const [index, value] of values.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(value)}`;
  yield ']';
}
