import type { QueryReport } from '../report-schema.ts';

/**
 * What a finding keeps while lines move and figures change: its rule, its query and its case. Tools that follow a finding over
 * time know it again by this.
 */
export function findingKey({ id }: QueryReport, { rule, case: name }: QueryReport['findings'][number]): string {
  return [rule, id, name].map(encodeURIComponent).join('/');
}
