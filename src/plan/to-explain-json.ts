import type { Plan, PlanNode } from './plan.ts';

/** Words that EXPLAIN does not write with a capital and small letters. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['wal', 'WAL'],
  ['fpi', 'FPI'],
  ['cte', 'CTE'],
  ['tid', 'TID'],
  ['hashagg', 'HashAgg'],
  ['by', 'by'],
]);

/** Keys that are not written by the rule. */
const KEYS: ReadonlyMap<string, string> = new Map([['oneTimeFilter', 'One-Time Filter']]);

/** A plan under EXPLAIN's own JSON keys, as other tools read it; the inverse of `parseExplainJson`. Depth is bounded by the stack. */
export function toExplainJson({ root, serialization, triggers, ...times }: Plan): readonly object[] {
  return [
    {
      Plan: toNode(root),
      ...rename(times),
      ...(serialization ? { Serialization: rename(serialization) } : {}),
      Triggers: triggers.map(rename),
    },
  ];
}

function toNode({ plans, ...fields }: PlanNode): object {
  return { ...rename(fields), ...(plans.length > 0 ? { Plans: plans.map(toNode) } : {}) };
}

function rename(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [explainKey(key), value]));
}

/** `sharedHitBlocks` is `Shared Hit Blocks`. */
export function explainKey(field: string): string {
  const words = field.split(/(?=[A-Z])/u).map((word) => word.toLowerCase());
  return (
    KEYS.get(field) ??
    words.map((word) => WORDS.get(word) ?? word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
  );
}
