import { z } from 'zod';

/** Threshold `maxIncreasePercent`: percent of `what` that head may exceed it by. */
export function allowedIncrease(percent: number, what = 'base'): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .nonnegative()
    .default(percent)
    .describe(`Increase that is still allowed, percent of ${what}`);
}

/** Threshold `minBlocks`: an increase below it is no news, 8 kB blocks. */
export function smallestIncrease(blocks: number): z.ZodDefault<z.ZodNumber> {
  return z.number().nonnegative().default(blocks).describe('Increase below which nothing is said, 8 kB blocks');
}

/** Whether `more` exceeds `less` by both steps: the relative one, and the absolute one in the unit of the figures. */
export function exceeds(
  less: number,
  more: number,
  { maxIncreasePercent, least }: { readonly maxIncreasePercent: number; readonly least: number },
): boolean {
  return more > less && more - less >= least && more >= less * (1 + maxIncreasePercent / 100);
}
