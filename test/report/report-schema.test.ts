import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { planSchema } from '../../src/report/plan-schema.ts';
import { renderJson } from '../../src/report/render-json.ts';
import { reportJsonSchema, reportSchema } from '../../src/report/report-schema.ts';
import { RECORDED_PLANS } from '../plan/recorded-plans.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

const validate = new Ajv2020({ strict: false }).compile(reportJsonSchema());

test.each(Object.entries(SAMPLE_REPORTS))(
  '%s is as the contract says, in code and in the published schema',
  (_, report) => {
    const json = JSON.parse(renderJson(report)) as unknown;
    expect(reportSchema.parse(json)).toEqual(json);
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  },
);

test.each([
  ['another version', (report: object) => ({ ...report, schemaVersion: 2 })],
  ['a field that is not in it', (report: object) => ({ ...report, extra: 1 })],
  ['a missing verdict', (report: object) => ({ ...report, verdict: undefined })],
])('%s is refused', (_, change) => {
  const json = JSON.parse(JSON.stringify(change(SAMPLE_REPORTS['index-dropped'] ?? {}))) as unknown;
  expect(reportSchema.safeParse(json).success).toBe(false);
  expect(validate(json)).toBe(false);
});

test('every field of every recorded plan is in the schema', () => {
  for (const { plan } of RECORDED_PLANS) expect(planSchema.parse(plan)).toEqual(plan);
});

test('report.json ends in a newline and is the same for the same report', () => {
  for (const report of Object.values(SAMPLE_REPORTS)) {
    expect(renderJson(report)).toBe(renderJson(structuredClone(report)));
    expect(renderJson(report).endsWith('}\n')).toBe(true);
  }
});
