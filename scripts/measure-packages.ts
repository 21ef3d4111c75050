// Measures explain-gate on published packages: what is found in their files, and how much of what they really send that is.
// Writes fixtures/packages/measured.json, which the README's table is made of; `npm run generate` then writes that.
import { writeFile } from 'node:fs/promises';
import { measurePackages } from './measure-packages/measure-packages.ts';
import { publishedPackages } from './measure-packages/package-list.ts';
import { MEASURED } from './measure-packages/read-measured.ts';

const measured = await measurePackages(publishedPackages);
await writeFile(MEASURED, `${JSON.stringify(measured, null, 2)}\n`);
for (const { name, queries, live, values } of measured) console.log(name, queries, live, values);
