import { loadParser } from '../../src/sql/parser.ts';
import { captureStatements } from './capture-statements.ts';
import { countChanges } from './count-changes.ts';
import { countFound } from './count-found.ts';
import { createFinder } from './find-sent-query.ts';
import { listSentQueries } from './list-sent-queries.ts';
import { measureValues } from './measure-values.ts';
import type { MeasuredPackage, SentCounts, ValueCounts } from './measured-package.ts';
import { readPackageVersion } from './package-folder.ts';
import type { PublishedPackage } from './published-package.ts';
import { type PackageQueries, readPackageQueries } from './read-package-queries.ts';

/** Characters of a missed query that are kept. */
const SHOWN = 160;

/** Reads every package, runs it on a real server, and compares what it sent with what was found. */
export async function measurePackages(
  packages: readonly PublishedPackage[],
): Promise<readonly MeasuredPackage[]> {
  const queries = new Map<string, PackageQueries>();
  for (const published of packages) queries.set(published.alias, await readPackageQueries(published));
  const values = new Map<string, ValueCounts>();
  const runs = Object.fromEntries(packages.map(({ alias, run }) => [alias, run]));
  const sent = await captureStatements(runs, async (alias, server, database) => {
    values.set(alias, await measureValues(server, database, queries.get(alias)?.head ?? []));
  });
  const measured: MeasuredPackage[] = [];
  for (const published of packages) {
    const found = queries.get(published.alias);
    const given = values.get(published.alias);
    if (!found || !given) throw new Error(`the live run of ${published.name} never said that it was full`);
    measured.push({
      name: published.name,
      base: await readPackageVersion(published, 'base'),
      head: await readPackageVersion(published, 'head'),
      queries: countFound(found.head),
      changes: countChanges(found),
      live: await compareSent(found, sent.get(published.alias) ?? []),
      values: given,
    });
  }
  return measured;
}

async function compareSent({ head, bare }: PackageQueries, texts: readonly string[]): Promise<SentCounts> {
  await loadParser();
  const find = createFinder(head, bare);
  const results = listSentQueries(texts).map((query) => ({ query, found: find(query) }));
  const missed = results.filter(({ found }) => found === null);
  return {
    sent: results.length,
    found: results.length - missed.length,
    read: results.filter(({ found }) => found?.how === 'read').length,
    missed: missed.map(({ query }) => query.text.replace(/\s+/g, ' ').trim().slice(0, SHOWN)),
  };
}
