import { stringify } from 'yaml';
import type { Baseline, Surroundings } from './baseline-schema.ts';
import { sorted } from './describe-surroundings.ts';
import { type MeasuredHead, type Recording, recordQuery } from './record-query.ts';

const HEADING = `# Written by \`explain-gate baseline write\`. Write it anew rather than edit it: docs/baseline.md.
`;

/**
 * The text of a baseline file. Equal measurements give equal bytes, and a query that changes changes its own lines only.
 * `loadParser()` has to be awaited first.
 */
export function writeBaseline(
  surroundings: Surroundings,
  heads: readonly MeasuredHead[],
  recording: Recording,
): string {
  const queries = sorted(heads.map((head) => [head.id, recordQuery(head, recording)]));
  const baseline: Baseline = { schemaVersion: 1, ...surroundings, queries };
  // No anchors: they would number, and so change, lines of other queries.
  return HEADING + stringify(baseline, { lineWidth: 0, aliasDuplicateObjects: false });
}
