import { keepMemoryLean } from '../../src/keep-memory-lean.ts';
import { measureGenerate } from './measure-generate.ts';

/** What rows cost that `generate` makes, beside a bare INSERT into the same tables; memory by their number. */
export async function benchGenerate({ quick }: { readonly quick: boolean }): Promise<object> {
  keepMemoryLean();
  return { runs: await measureGenerate(quick ? [100_000] : [1_000_000, 5_000_000]) };
}
