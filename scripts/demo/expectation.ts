import { readFile } from 'node:fs/promises';

/** What a pull request's `expected.json` says. */
export interface Expectation {
  /** One or two sentences for a person: what the pull request does. */
  readonly summary: string;
  readonly verdict: string;
  /** Status by query name; other queries may be in the report too, but never `regressed`. */
  readonly statuses: Readonly<Record<string, string>>;
  /** Texts that the Markdown report must hold. */
  readonly mentions: readonly string[];
}

/** What a comparison needs of report.json. */
export interface ReportOutcome {
  readonly verdict: string;
  readonly queries: readonly { readonly name: string; readonly status: string }[];
}

/** Reads a pull request's `expected.json`. */
export async function readExpectation(file: string): Promise<Expectation> {
  return JSON.parse(await readFile(file, 'utf8')) as Expectation;
}

/** Every way in which a report is not as expected, one sentence each; none when all is as expected. */
export function findSurprises(expected: Expectation, report: ReportOutcome, markdown: string): string[] {
  const surprises: string[] = [];
  if (report.verdict !== expected.verdict) {
    surprises.push(`the verdict is ${report.verdict}, not ${expected.verdict}`);
  }
  const found = new Map(report.queries.map((query) => [query.name, query.status]));
  for (const [name, status] of Object.entries(expected.statuses)) {
    if (found.get(name) !== status)
      surprises.push(`${name} is ${found.get(name) ?? 'not in the report'}, not ${status}`);
  }
  for (const [name, status] of found) {
    if (status === 'regressed' && expected.statuses[name] === undefined) surprises.push(`${name} is regressed`);
  }
  const missing = expected.mentions.filter((mention) => !markdown.includes(mention));
  return [...surprises, ...missing.map((mention) => `the report doesn't mention ${mention}`)];
}
