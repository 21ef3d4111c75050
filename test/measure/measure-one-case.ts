import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import type { CaseInput } from '../../src/measure/measure-case.ts';
import { measureCases } from '../../src/measure/measure-cases.ts';

/** Measures one case as a run of its own; a side that is left out does not have the query. Milliseconds. */
export async function measureOneCase(
  input: Partial<CaseInput>,
  budget: { readonly caseMs: number; readonly runMs: number } = { caseMs: 10_000, runMs: 60_000 },
): Promise<CaseMeasurement> {
  const { base = null, head = null } = input;
  const side = base?.side ?? head?.side;
  if (!side) throw new Error('no side has the query');
  const sides = { base: base?.side ?? side, head: head?.side ?? side };
  const whole = { name: 'default', parameters: [], sameText: false, ...input, base, head };
  const { cases } = await measureCases([whole], { sides, budget, planMode: 'custom', pinned: true });
  const [measured] = cases;
  if (!measured) throw new Error('nothing was measured');
  return measured;
}
