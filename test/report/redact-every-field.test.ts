// A field that is added to the report and forgotten by the redaction would show data in a public repository. So every text
// of the report's schema either is in the list of those that are kept, or a canary in it is gone.
import { beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { redactReport } from '../../src/report/redact/redact-report.ts';
import { reportJsonSchema, reportSchema } from '../../src/report/report-schema.ts';
import { loadParser } from '../../src/sql/parser.ts';

beforeAll(loadParser);

const CANARY = 'c4n4ry-S3CRET';

/** Names, places, words of the tool and of PostgreSQL, and what people wrote for everybody to read. */
const KEPT = [
  'base.ref',
  'base.sha',
  'head.ref',
  'head.sha',
  'environment.provider',
  'environment.serverVersion',
  'environment.machine.cpuModel',
  'databases.how',
  'notChecked[].file',
  'waivers[].query',
  'waivers[].rule',
  'waivers[].reason',
  'waivers[].until',
  'waivers[].place',
  'queries[].id',
  'queries[].name',
  'queries[].location.file',
  'queries[].findings[].rule',
  'queries[].findings[].case',
  'queries[].findings[].accepted.reason',
  'queries[].findings[].accepted.until',
  'queries[].findings[].accepted.place',
  'queries[].cases[].name',
  'queries[].cases[].parametersFrom.relations[]',
  'queries[].cases[].growth.relations[].relation',
  'side.failure.sqlState',
  'side.triggers.fired[].triggerName',
  'side.triggers.fired[].constraintName',
  'side.triggers.fired[].relation',
  'side.triggers.fired[].foreignKey.name',
  'side.triggers.fired[].foreignKey.relation',
  'side.triggers.fired[].foreignKey.columns[]',
  'side.plan.triggers[].triggerName',
  'side.plan.triggers[].constraintName',
  'side.plan.triggers[].relation',
  ...[
    ...['nodeType', 'parentRelationship', 'subplanName', 'strategy', 'partialMode', 'operation', 'joinType'],
    ...['scanDirection', 'relationName', 'schema', 'alias', 'indexName', 'cteName', 'functionName', 'storage'],
    ...['tableFunctionName', 'tuplestoreName', 'customPlanProvider', 'command', 'sortMethod', 'sortSpaceType'],
    'cacheMode',
  ].map((field) => `node.${field}`),
];

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
}

const ROOT = reportJsonSchema() as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

/** Both sides of a case, its generic plans, and nodes at any depth have one path each. */
function shorten(path: string): string {
  return path
    .replace(/^.*\.plans\[\]\./u, 'node.')
    .replace(/^.*\.plan\.root\./u, 'node.')
    .replace(/^queries\[\]\.cases\[\]\.(?:generic\.)?(?:base|head)\.(?:outcome\.)?/u, 'side.');
}

/** A document of the schema with every optional field; of a choice that with the number `choice`, null only where nothing else is. */
function plant(choice: number, seen: Set<string>): unknown {
  const make = (schema: Schema, path: string, depth: number): unknown => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      return make(ROOT.$defs[name] ?? {}, path, depth + 1);
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[choice % schema.enum.length];
    if (schema.anyOf) {
      const options = schema.anyOf.filter(({ type }) => type !== 'null');
      return make(options[choice % options.length] ?? {}, path, depth);
    }
    switch ([schema.type].flat().find((type) => type !== 'null')) {
      case 'object': {
        const { additionalProperties: more } = schema;
        const known = Object.entries(schema.properties ?? {}).map(([key, value]) => [
          key,
          make(value, path === '' ? key : `${path}.${key}`, depth),
        ]);
        return Object.fromEntries(
          typeof more === 'object' ? [...known, ['work_mem', make(more, `${path}.*`, depth)]] : known,
        );
      }
      case 'array':
        if (schema.prefixItems) return schema.prefixItems.map((item) => make(item, `${path}[]`, depth));
        return depth > 2 ? [] : [make(schema.items ?? {}, `${path}[]`, depth)];
      case 'string':
        return text(shorten(path), seen);
      case 'boolean':
        return true;
      case 'number':
      case 'integer':
        return 7;
      default:
        throw new Error(`${path}: a kind of schema that is not known: ${JSON.stringify(schema)}`);
    }
  };
  return make(ROOT, '', 0);
}

function text(path: string, seen: Set<string>): string {
  seen.add(path);
  if (KEPT.includes(path)) return path.endsWith('sqlState') ? '22P02' : `kept_${path.length}`;
  if (path.startsWith('node.') || path.startsWith('queries[].sql.')) return `note = '${CANARY}'`;
  if (path.endsWith('parameters[]') || path.endsWith('.*')) return CANARY;
  const quoted = `invalid input syntax: "${CANARY}"`;
  return path.startsWith('queries[]') ? `${CANARY}: ${quoted}` : quoted;
}

describe.each([0, 1, 2, 3])('variant %i of the report', (choice) => {
  const seen = new Set<string>();
  const report = reportSchema.parse(plant(choice, seen));

  test('holds the canary where it is planted', () => {
    expect(JSON.stringify(report)).toContain(CANARY);
  });

  test('loses it by redaction, in every format', () => {
    const redacted = redactReport(report);
    expect(findCanaries(redacted)).toEqual([]);
    expect(formats.filter(({ render }) => render(redacted, {}).includes(CANARY))).toEqual([]);
    expect(reportSchema.parse(redacted)).toEqual(redacted);
  });
});

test('every path that is kept is one of the schema', () => {
  const seen = new Set<string>();
  for (const choice of [0, 1]) plant(choice, seen);
  expect(KEPT.filter((path) => !seen.has(path))).toEqual([]);
});

/** Paths that hold the canary. */
function findCanaries(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.includes(CANARY) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => findCanaries(inner, `${path}.${key}`));
}
