import { type QueryReport, type Report, reportSchema } from '../../src/report/report-schema.ts';

/** A query that regressed, by one finding of each severity given. */
export function makeQuery(change: Partial<QueryReport> = {}): QueryReport {
  return {
    id: 'queries/orders.sql#ordersByCustomer',
    name: 'ordersByCustomer',
    location: { file: 'queries/orders.sql', line: 12, endLine: 20 },
    change: 'same',
    because: ['its plan differs'],
    status: 'regressed',
    movedBy: ['index orders_customer_id_idx dropped'],
    findings: [
      { rule: 'more-blocks', severity: 'error', message: 'reads 5,310 blocks instead of 4', case: 'heaviest' },
    ],
    cases: [],
    failure: null,
    sql: { base: 'SELECT 1', head: 'SELECT 1' },
    ...change,
  };
}

/** A report of these queries, as the published schema has it. */
export function makeReport(queries: readonly QueryReport[], verdict: Report['verdict']): Report {
  const count = (status: QueryReport['status']) => queries.filter((query) => query.status === status).length;
  return reportSchema.parse({
    schemaVersion: 1,
    verdict,
    base: { ref: 'main', sha: 'a'.repeat(40) },
    head: { ref: 'HEAD', sha: 'b'.repeat(40) },
    environment: null,
    summary: {
      checked: queries.length,
      notAffected: 0,
      regressed: count('regressed'),
      improved: count('improved'),
      planChanged: count('plan-changed'),
      unchanged: count('unchanged'),
      new: count('new'),
      removed: count('removed'),
      inconclusive: count('inconclusive'),
    },
    queries: [...queries],
  } satisfies Report);
}
