import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const SCHEMA = new URL('../../docs/report.schema.json', import.meta.url);

/** What is wrong with a report by the published JSON Schema, one line each; none when it is valid. */
export function findSchemaViolations(report: unknown): string[] {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(SCHEMA, 'utf8')),
  );
  validate(report);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
