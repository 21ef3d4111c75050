import { readFile } from 'node:fs/promises';
import type { MeasuredPackage } from './measured-package.ts';

/** Where the figures are kept. */
export const MEASURED = new URL('../../fixtures/packages/measured.json', import.meta.url);

/** The figures that were measured last. */
export async function readMeasured(): Promise<readonly MeasuredPackage[]> {
  return JSON.parse(await readFile(MEASURED, 'utf8')) as MeasuredPackage[];
}
