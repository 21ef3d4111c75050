import { z } from 'zod';
import { type RuleId, rules } from '../index.ts';

/** An accepted finding: it is shown as a note and fails nothing until its date is over. */
export interface Waiver {
  /** Path, id (`file#name`) or name of the query, or a glob over them. */
  readonly query: string;
  readonly rule: RuleId;
  readonly reason: string;
  /** Last day on which it holds, `2027-03-31`, UTC. */
  readonly until: string;
  /** Where it stands: `explain-gate.yml`, `queries/orders.sql:12`. */
  readonly place: string;
}

const RULE_IDS = rules.map(({ id }) => id) as [RuleId, ...RuleId[]];

/** The parts of a waiver that are written down, wherever that is. */
export const waiverSchema = z.strictObject({
  query: z.string().min(1).describe('Path, id (`file#name`) or name of the query, or a glob over them'),
  rule: z.enum(RULE_IDS).describe('The rule whose findings are accepted'),
  reason: z.string().trim().min(1).describe('Why; everybody who reads the report sees it'),
  until: z.iso.date().describe('Last day on which it holds, `2027-03-31`; then the finding counts again'),
});

/** Whether a waiver still holds on a day, `2027-03-31`. */
export function isInForce({ until }: Pick<Waiver, 'until'>, today: string): boolean {
  return today <= until;
}
