import { z } from 'zod';

/** Threshold `maxIncreasePercent`: percent of base that head may exceed it by. */
export function allowedIncrease(percent: number): z.ZodDefault<z.ZodNumber> {
  return z.number().nonnegative().default(percent).describe('Increase that is still allowed, percent of base');
}

/** Threshold `minBlocks`: an increase below it is no news, 8 kB blocks. */
export function smallestIncrease(blocks: number): z.ZodDefault<z.ZodNumber> {
  return z.number().nonnegative().default(blocks).describe('Increase below which nothing is said, 8 kB blocks');
}
