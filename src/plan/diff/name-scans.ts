import type { PlanUnit } from './plan-unit.ts';

/** Most names that a line shows. */
const SHOWN_NAMES = 5;

/** The scans below a unit by alias, outer side first: `o, c`; what is too much is counted. */
export function nameScans(unit: PlanUnit): string {
  const names: string[] = [];
  let count = 0;
  const open = [unit];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.role === 'scan') {
      count += 1;
      if (names.length < SHOWN_NAMES)
        names.push(next.node.alias ?? next.node.relationName ?? next.node.nodeType);
    }
    open.push(...next.inputs.toReversed());
  }
  return count > names.length ? `${names.join(', ')} and ${count - names.length} more` : names.join(', ');
}
