import type { PlanNode } from '../plan.ts';

/** A node's line cut in two: its words, and what its brackets say. */
export interface NodeLine {
  readonly words: string;
  readonly figures: Partial<PlanNode>;
  /** Whether there are any brackets: by them a line is known as a node's, whatever its words are. */
  readonly hasFigures: boolean;
}

const COSTS = /\(cost=(\d+\.\d+)\.\.(\d+\.\d+) rows=(\d+(?:\.\d+)?) width=(\d+)\)/u;
const ACTUAL = /\(actual (?:time=(\d+\.\d+)\.\.(\d+\.\d+) )?rows=(\d+(?:\.\d+)?) loops=(\d+)\)/u;
const NEVER = '(never executed)';

/**
 * Cuts `Seq Scan on t  (cost=0.00..1.00 rows=1 width=4) (actual time=0.1..0.2 rows=1 loops=1)` in two. Figures as EXPLAIN's JSON
 * gives them; a node that was never executed has no loops and no rows.
 */
export function cutNodeLine(line: string): NodeLine {
  const starts = [' (cost=', ' (actual ', ` ${NEVER}`]
    .map((mark) => line.indexOf(mark))
    .filter((at) => at >= 0);
  if (starts.length === 0) return { words: line.trim(), figures: {}, hasFigures: false };
  const at = Math.min(...starts);
  const brackets = line.slice(at);
  const costs = COSTS.exec(brackets);
  const actual = ACTUAL.exec(brackets);
  return {
    words: line.slice(0, at).trim(),
    hasFigures: true,
    figures: {
      ...(costs
        ? {
            startupCost: Number(costs[1]),
            totalCost: Number(costs[2]),
            planRows: Number(costs[3]),
            planWidth: Number(costs[4]),
          }
        : {}),
      ...(actual
        ? {
            ...(actual[1] === undefined
              ? {}
              : { actualStartupTime: Number(actual[1]), actualTotalTime: Number(actual[2]) }),
            actualRows: Number(actual[3]),
            actualLoops: Number(actual[4]),
          }
        : {}),
      ...(brackets.includes(NEVER) ? { actualRows: 0, actualLoops: 0 } : {}),
    },
  };
}
