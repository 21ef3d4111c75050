import { planShape } from '../plan/plan-shape.ts';
import { defineRule } from './rule.ts';

/** Another plan, which is no evidence of more work: it is shown and never failed. */
export const planChanged = defineRule({
  id: 'plan-changed',
  title: 'Head has another plan than base',
  defaultSeverity: 'note',
  highestSeverity: 'note',
  options: {},
  check({ base, head }) {
    if (base?.kind !== 'measured' || head?.kind !== 'measured') return null;
    if (planShape(base.plan) === planShape(head.plan)) return null;
    return { atMost: 'note', message: 'has another plan' };
  },
});
