import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { readReport } from '../../src/report/read-report.ts';
import { makeQuery, makeReport } from '../github/sample-report.ts';

const report = makeReport([makeQuery()], 'fail');

/** A document nested so often. */
const nested = (depth: number) => {
  const plans = `${'{"nodeType":"Limit","plans":['.repeat(depth)}${']}'.repeat(depth)}`;
  const side = `{"blocks":1,"rowsProcessed":1,"tempBlocks":0,"walBytes":0,"executionMs":{"median":1},"plan":{"root":${plans},"triggers":[]}}`;
  const text = JSON.stringify(makeReport([makeQuery({ cases: [] })], 'fail'));
  return text.replace(
    '"cases":[]',
    `"cases":[{"name":"a","parameters":[],"base":${side},"head":null,"timeRatio":null,"planDiff":[]}]`,
  );
};

describe('readReport', () => {
  it('gives back what was written', () => {
    expect(readReport(JSON.stringify(report), 'report.json')).toEqual(report);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /report\.json is no report of explain-gate: .*JSON/],
    ['another document', '[]', /the document: .*expected object/],
    ['an unknown key', JSON.stringify({ ...report, script: 'x' }), /script/],
    [
      'a key of every object',
      `{"__proto__":{"verdict":"pass"},${JSON.stringify(report).slice(1)}`,
      /__proto__/,
    ],
    ['another version', JSON.stringify({ ...report, schemaVersion: 2 }), /schemaVersion/],
    ['a missing key', JSON.stringify({ ...report, summary: undefined }), /summary/],
    [
      'a number that is text',
      JSON.stringify({
        ...report,
        queries: [makeQuery({ location: { file: 'a', line: '1', endLine: 1 } as never })],
      }),
      /queries\.0\.location\.line/,
    ],
    ['a plan nested 50,000 deep', nested(50_000), /nested too deeply|no report/],
  ])('refuses %s, naming the place', (_, json, message) => {
    expect(() => readReport(json, 'report.json')).toThrow(SourceError);
    expect(() => readReport(json, 'report.json')).toThrow(message);
  });
});
