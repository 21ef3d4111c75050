// The figures that README shows for published packages: they are measured, and what the sources find today.
import { expect, test } from 'vitest';
import { countFound } from '../../../scripts/measure-packages/count-found.ts';
import { measurePackages } from '../../../scripts/measure-packages/measure-packages.ts';
import { readPackageVersion } from '../../../scripts/measure-packages/package-folder.ts';
import { publishedPackages } from '../../../scripts/measure-packages/package-list.ts';
import { readMeasured } from '../../../scripts/measure-packages/read-measured.ts';
import { readHeadQueries } from '../../../scripts/measure-packages/read-package-queries.ts';

const measured = await readMeasured();

test.for(publishedPackages)('$name: as many queries are found as the README says', async (published) => {
  expect(measured.find(({ name }) => name === published.name)).toMatchObject({
    base: await readPackageVersion(published, 'base'),
    head: await readPackageVersion(published, 'head'),
    queries: countFound(await readHeadQueries(published)),
  });
});

test.each(measured)('$name: at least 95 % of what it sent was found', ({ live }) => {
  expect(live.found + live.missed.length).toBe(live.sent);
  expect(live.found / live.sent).toBeGreaterThanOrEqual(0.95);
});

test('a live run sends what was measured, and what is not found is what was listed', async () => {
  const live = publishedPackages.filter(({ alias }) => alias === 'openworkflow');
  const [now] = await measurePackages(live);
  const then = measured.find(({ name }) => name === 'openworkflow');
  expect({ live: now?.live, queries: now?.queries }).toEqual({ live: then?.live, queries: then?.queries });
  expect(now?.values.parameterised).toBe(then?.values.parameterised);
  expect(now?.values.given).toBeGreaterThanOrEqual(then?.values.given ?? Number.NaN);
});
