// The canary: what is planted where a run can meet it appears in no output of any format of a public repository.
import { beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { LiteralRedaction } from '../../src/report/redact/redact-literals.ts';
import { redactReport } from '../../src/report/redact/redact-report.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { caseOf, sampleReport } from './sample-report.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

beforeAll(loadParser);

const CANARY = 'c4n4ry-S3CRET';
const NUMBER = '4111111111111111';

/** A report with the canary in every place that holds a literal, a value or a server's message. */
function planted(): Report {
  const failed = {
    kind: 'failed',
    sqlState: '22P02',
    message: `invalid input syntax for type integer: "${CANARY}"`,
  } as const;
  const unique = {
    kind: 'failed',
    sqlState: '23505',
    message: `duplicate key: Key (email)=(${CANARY}) already exists`,
  } as const;
  const syntax = { kind: 'failed', sqlState: '42601', message: `syntax error at or near "${CANARY}"` } as const;
  const item = caseOf(['by-customer-index', 'condition-in-filter'], [0.1, 41], {
    parameters: [CANARY, NUMBER, null],
  });
  const report = sampleReport(
    [
      {
        name: 'withLiterals',
        base: `SELECT 1 FROM orders WHERE note = '${CANARY}' AND card = ${NUMBER}`,
        head: `SELECT 1 FROM orders WHERE note = $$${CANARY}$$ AND note <> E'\\n${CANARY}' AND card = ${NUMBER}`,
        movedBy: [`the literal ${CANARY} changed`],
        cases: [item, { ...item, name: 'second', head: failed }, { ...item, name: 'third', head: unique }],
      },
      { name: 'broken', head: `SELECT '${CANARY}`, cases: [{ ...item, head: syntax }] },
      {
        name: 'noValues',
        head: `SELECT '${CANARY}'`,
        failure: { kind: 'syntax', message: `unterminated quoted string at or near "'${CANARY}"` },
      },
    ],
    {
      environment: {
        provider: 'url',
        serverVersion: '18.4',
        settings: { work_mem: '16MB', 'app.token': CANARY, search_path: `"${CANARY}"` },
        pinned: true,
      },
      warnings: [`invalid value: "${CANARY}"`],
      notChecked: [{ file: 'a.sql', reason: `syntax error at or near "'${CANARY}'"` }],
    },
  );
  // Conditions as EXPLAIN prints them.
  return JSON.parse(
    JSON.stringify(report)
      .replaceAll('lines.order_id = 10', `note = '${CANARY}'::text AND card = '${NUMBER}'::bigint`)
      .replaceAll('(customer_id = 42)', `(note = '${CANARY}'::text)`),
  ) as Report;
}

describe('in a public repository', () => {
  test.each(formats)('nothing that was planted is in $name', ({ render }) => {
    const shown = render(planted(), {});
    expect(shown.includes(CANARY) || shown.includes(NUMBER)).toBe(true);
    const redacted = render(redactReport(planted()), {});
    expect([redacted.includes(CANARY), redacted.includes(NUMBER)]).toEqual([false, false]);
  });

  test('what is left is a report, with names, figures and changes', () => {
    for (const report of [...Object.values(SAMPLE_REPORTS), planted()]) {
      const redacted = redactReport(report);
      expect(reportSchema.parse(redacted)).toEqual(redacted);
      expect(redacted.summary).toEqual(report.summary);
      expect(redacted.queries.map(({ name, status }) => [name, status])).toEqual(
        report.queries.map(({ name, status }) => [name, status]),
      );
    }
    const text = JSON.stringify(redactReport(SAMPLE_REPORTS['every-status'] ?? planted()));
    expect(text).toContain('orders_customer_id_idx');
    expect(text).toContain('column \\"quantty\\" does not exist');
  });

  test('settings of the planner stay, those of an application do not', () => {
    expect(redactReport(planted()).environment?.settings).toEqual({
      work_mem: '16MB',
      'app.token': '…',
      search_path: '…',
    });
  });
});

test('equal literals stay equal, others differ: a diff still shows what changed', () => {
  const redaction = new LiteralRedaction();
  expect(redaction.redactSql("SELECT a FROM t WHERE b = 'x' LIMIT 20")).toBe(
    "SELECT a FROM t WHERE b = '…1' LIMIT …2",
  );
  expect(redaction.redactSql("SELECT a FROM t WHERE b = 'x' LIMIT 2000")).toBe(
    "SELECT a FROM t WHERE b = '…1' LIMIT …3",
  );
  expect(redaction.redactSql('SELECT $1, :name, ? -- a comment')).toBe('SELECT $1, :name, ? -- a comment');
});

test('a text whose literals can not be told is withheld', () => {
  expect(new LiteralRedaction().redactSql("SELECT 'open")).toBe('… (withheld: its literals can not be told)');
});
