import { expect, it } from 'vitest';
import { planScenarios } from '../../../scripts/detection/plan-scenarios.ts';
import { EXTENTS, type Scenario } from '../../../scripts/detection/scenario.ts';

const scenario = (effect: string): Scenario => ({ effect, kind: 'cpu', migration: undefined, queries: [] });

it('does what a goal needs once before the rest, and leaves out only what is not needed where time is short', () => {
  const slowdowns = ['+10%', '+25%', '10x'].map(scenario);
  const amount = { checks: 2, repeats: 3, extent: EXTENTS.quick };
  const planned = planScenarios(scenario('none'), slowdowns, amount);
  expect(planned.map(({ scenario: { effect }, isExtra }) => (isExtra ? `(${effect})` : effect))).toEqual([
    '+25%',
    'none',
    'none',
    '(+10%)',
    '(10x)',
    '(+25%)',
    '(+25%)',
  ]);
});
